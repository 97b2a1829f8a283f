/** Pictures for tests, made on the spot. */
import sharp from "sharp";
import type { Json } from "./backroom.ts";

const rgb = (hex: string) => {
  const value = Number.parseInt(hex, 16);
  return { r: (value >> 16) & 255, g: (value >> 8) & 255, b: value & 255 };
};

type Rectangle = { color: string; left: number; top: number; width: number; height: number };

/** Rectangles on a ground, as a sharp pipeline. */
export const drawn = (rectangles: Rectangle[], { ground = "ffffff", side = 200 } = {}) =>
  sharp({ create: { width: side, height: side, channels: 3, background: rgb(ground) } }).composite(
    rectangles.map(({ color, left, top, width, height }) => ({
      input: { create: { width, height, channels: 3, background: rgb(color) } },
      left,
      top,
    })),
  );

/** Section 19: 200 × 200, white border, one color in the middle. */
export const oneColor = (color: string) =>
  drawn([{ color, left: 40, top: 40, width: 120, height: 120 }])
    .png()
    .toBuffer();

export const dataUri = (bytes: Buffer, type = "png") =>
  `data:image/${type};base64,${bytes.toString("base64")}`;

/** Uploads a picture natively, as the field `file` of a form; fails unless it is taken. */
export async function uploadPicture(
  { url, key }: { url: string; key: string },
  path: string,
  content: Uint8Array,
): Promise<Json> {
  const form = new FormData();
  form.append("file", new Blob([new Uint8Array(content)]), "picture.png");
  const headers = { authorization: `Bearer ${key}` };
  const answer = await fetch(`${url}/api/v1${path}`, { method: "POST", body: form, headers });
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.json();
}
