/** Decodes pictures: checks them before decoding, turns them upright and removes metadata. */
import type { Raster } from "./rules/foreground.ts";
import { differenceHash } from "./rules/picture-hash.ts";

export const MAX_PIXELS = 50_000_000;
export const MAX_BYTES = 20 * 1024 * 1024;
/** The longer side, for finding colors. */
const SMALL = 128;
/** The longer side of pictures for another provider. */
const LARGE = 2048;

export type Format = "jpeg" | "png" | "gif" | "webp";

export type Picture = {
  format: Format;
  width: number;
  height: number;
  /** 64-bit difference hash, 16 hex digits. */
  hash: string;
  raster: Raster;
  /** A JPEG of at most 2,048 pixels a side, upright and without metadata. */
  encode(): Promise<Buffer>;
};

/** Why a picture cannot be used. The caller knows its position. */
export type Unusable = { code: string; message: string };
export type Decoded = { ok: true; picture: Picture } | ({ ok: false } & Unusable);

/** Loaded with the first picture, because most processes never need the library's memory. */
const imaging = async () => (await import("sharp")).default;

const unusable = (code: string, message: string): Decoded => ({ ok: false, code, message });

const magics: readonly [Format, (bytes: Buffer) => boolean][] = [
  ["jpeg", (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))],
  ["png", (bytes) => bytes.subarray(0, 8).equals(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"))],
  ["gif", (bytes) => /^GIF8[79]a/.test(bytes.toString("latin1", 0, 6))],
  ["webp", (bytes) => /^RIFF[\s\S]{4}WEBP/.test(bytes.toString("latin1", 0, 12))],
];

/** The type by the first bytes. */
export const formatOf = (bytes: Buffer): Format | null => magics.find(([, fits]) => fits(bytes))?.[0] ?? null;

/** `claimed`: the media type from the sender. Of a GIF it reads the first frame. */
export async function decode(bytes: Buffer, claimed?: string): Promise<Decoded> {
  if (bytes.length > MAX_BYTES) return unusable("too_large", "A picture may have at most 20 MiB.");
  const format = formatOf(bytes);
  if (!format) return unusable("unknown_format", "A picture is a JPEG, PNG, GIF or WebP.");
  if (claimed && claimed !== format)
    return unusable("wrong_format", `This says to be ${claimed} but is ${format}.`);
  try {
    const sharp = await imaging();
    const { width, height, autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata();
    // Only the header has been read so far.
    if (width * height > MAX_PIXELS)
      return unusable("too_many_pixels", "A picture may have at most 50 megapixels.");
    return { ok: true, picture: await pictureOf(bytes, { format, ...autoOrient }) };
  } catch {
    return unusable("unreadable_picture", "This picture is damaged.");
  }
}

async function pictureOf(
  bytes: Buffer,
  known: Pick<Picture, "format" | "width" | "height">,
): Promise<Picture> {
  const sharp = await imaging();
  const upright = () => sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error" }).autoOrient();
  const inside = (side: number) =>
    ({ width: side, height: side, fit: "inside", withoutEnlargement: true }) as const;
  const { data, info } = await upright()
    .resize(inside(SMALL))
    .toColourspace("srgb")
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raster = { width: info.width, height: info.height, rgba: data };
  // From the small picture, so that a large one is decoded only once.
  const gray = await sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } })
    .flatten({ background: "#ffffff" })
    .greyscale()
    .resize({ width: 9, height: 8, fit: "fill" })
    .raw()
    .toBuffer();
  const encode = () => upright().resize(inside(LARGE)).flatten({ background: "#ffffff" }).jpeg().toBuffer();
  return { ...known, hash: differenceHash(gray), raster, encode };
}
