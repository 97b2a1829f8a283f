/** Price labels: what is printed on each, and the sizes they come in. */
import type { Barcode } from "./barcode.ts";

export type Label = {
  shop: string;
  title: string;
  /** A second, smaller line. */
  details: string;
  price: string;
  code: string;
  /** Null: the code is printed in letters alone. */
  barcode: Barcode | null;
  copies: number;
};

export const PT_PER_MM = 72 / 25.4;

/** A sheet of `columns` × `rows` labels, or a roll of one label each. In millimeters. */
export type LabelLayout = {
  page: readonly [width: number, height: number];
  label: readonly [width: number, height: number];
  columns: number;
  rows: number;
};

export const labelLayouts = {
  a4_3x8: { page: [210, 297], label: [70, 37], columns: 3, rows: 8 },
  letter_3x10: { page: [215.9, 279.4], label: [66.675, 25.4], columns: 3, rows: 10 },
  single_57x32: { page: [57, 32], label: [57, 32], columns: 1, rows: 1 },
} as const satisfies Record<string, LabelLayout>;
export type LayoutName = keyof typeof labelLayouts;

/** The space beside a barcode that scanners need, in modules, at both sides. */
export const QUIET_MODULES = 10;
