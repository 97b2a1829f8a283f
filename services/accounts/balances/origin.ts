import { text } from "../../../shared/fields/index.ts";

/** The record that a row came from. */
export const origin = {
  kind: text({ max: 50, filter: ["eq"], alias: "ref_kind" }),
  id: text({ max: 100, filter: ["eq"], alias: "ref_id" }),
} as const;
