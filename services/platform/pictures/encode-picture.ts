/**
 * A re-encoded picture: upright, without metadata, at most 2,048 pixels a side (section 19), and its smaller copies. Of an
 * animation, the first frame.
 */
import { fileTypeFromBuffer } from "file-type";
import type { Sharp } from "sharp";
import { pictureSides } from "../../../shared/fields/index.ts";

const MAX_PIXELS = 50_000_000;
const SIDE = 2048;

export type Encoded = { bytes: Buffer; mime_type: string };
export type EncodedPicture = {
  original: Encoded;
  copies: (Encoded & { side: number })[];
  width: number;
  height: number;
};

/** By what comes in. What may be transparent stays so. */
const outputs: Readonly<Record<string, { mime_type: string; encode(picture: Sharp): Sharp }>> = {
  "image/jpeg": { mime_type: "image/jpeg", encode: (picture) => picture.jpeg() },
  "image/png": { mime_type: "image/png", encode: (picture) => picture.png() },
  "image/gif": { mime_type: "image/png", encode: (picture) => picture.png() },
  "image/webp": { mime_type: "image/webp", encode: (picture) => picture.webp() },
};

/** Null when it is no such picture. */
export async function encodePicture(given: Buffer): Promise<EncodedPicture | null> {
  const output = outputs[(await fileTypeFromBuffer(given))?.mime ?? ""];
  if (!output) return null;
  // Loaded with the first picture, because most processes never need the library's memory.
  const { default: sharp } = await import("sharp");
  const inside = (side: number) =>
    ({ width: side, height: side, fit: "inside", withoutEnlargement: true }) as const;
  // Decoded once: what follows has at most 2,048 pixels a side.
  const upright = sharp(given, { limitInputPixels: MAX_PIXELS, failOn: "error" }).autoOrient();
  const decoded = await upright
    .resize(inside(SIDE))
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(() => null);
  if (!decoded) return null;
  const { width, height, channels } = decoded.info;
  const picture = () => sharp(decoded.data, { raw: { width, height, channels } });
  const copies: EncodedPicture["copies"] = [];
  for (const side of Object.values(pictureSides)) {
    const bytes = await picture().resize(inside(side)).webp().toBuffer();
    copies.push({ side, bytes, mime_type: "image/webp" });
  }
  const bytes = await output.encode(picture()).toBuffer();
  return { original: { bytes, mime_type: output.mime_type }, copies, width, height };
}
