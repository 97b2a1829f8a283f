/** A re-encoded picture: upright, without metadata, at most 2,048 pixels a side (section 19). Of a GIF, the first frame. */
import { fileTypeFromBuffer } from "file-type";
import type { Sharp } from "sharp";

const MAX_PIXELS = 50_000_000;
const SIDE = 2048;

export type Encoded = { bytes: Buffer; mime_type: string };

/** By what comes in. What may be transparent stays a PNG. */
const outputs: Readonly<Record<string, { mime_type: string; encode(picture: Sharp): Sharp }>> = {
  "image/jpeg": { mime_type: "image/jpeg", encode: (picture) => picture.jpeg() },
  "image/png": { mime_type: "image/png", encode: (picture) => picture.png() },
  "image/gif": { mime_type: "image/png", encode: (picture) => picture.png() },
};

/** Null when it is no such picture. */
export async function encodePicture(given: Buffer): Promise<Encoded | null> {
  const output = outputs[(await fileTypeFromBuffer(given))?.mime ?? ""];
  if (!output) return null;
  // Loaded with the first picture, because most processes never need the library's memory.
  const { default: sharp } = await import("sharp");
  try {
    const upright = sharp(given, { limitInputPixels: MAX_PIXELS, failOn: "error" }).autoOrient();
    const inside = upright.resize({ width: SIDE, height: SIDE, fit: "inside", withoutEnlargement: true });
    return { bytes: await output.encode(inside).toBuffer(), mime_type: output.mime_type };
  } catch {
    return null;
  }
}
