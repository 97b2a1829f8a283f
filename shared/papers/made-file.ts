/** A file that an operation made for its request. */
import { createHash } from "node:crypto";
import { text, type Values } from "../fields/index.ts";
import { shapeOf } from "../service/operation.ts";

const columns = {
  name: text(),
  mime_type: text(),
  sha256: text(),
  data: text({ max: 16_000_000, about: "The bytes in base64." }),
} as const;

export const madeFile = shapeOf(columns);
export type MadeFile = Values<typeof columns>;

export const makeFile = (name: string, mime_type: string, bytes: Uint8Array): MadeFile => ({
  name,
  mime_type,
  sha256: createHash("sha256").update(bytes).digest("hex"),
  data: Buffer.from(bytes).toString("base64"),
});

export const PDF = "application/pdf";
