/** Separates the piece from its background (CLS-2). */
import { distance2, type Lab, labOf } from "./lab.ts";

/** RGBA, row by row. */
export type Raster = { width: number; height: number; rgba: Uint8Array };

/** A pixel this close to the border's color is background when it touches background. */
const TOLERANCE2 = 12 ** 2;
/** If less than this share is left, the piece fills the picture or has the color of its background. */
const LEAST_SHARE = 0.02;
const OPAQUE = 128;

function borderOf({ width, height }: Raster): number[] {
  const found: number[] = [];
  for (let x = 0; x < width; x++) found.push(x, (height - 1) * width + x);
  for (let y = 1; y < height - 1; y++) found.push(y * width, y * width + width - 1);
  return found;
}

function middle(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** Pixels that look like the border and are connected with it. */
function backgroundOf(labs: readonly (Lab | null)[], raster: Raster): Uint8Array {
  const { width, height } = raster;
  const border = borderOf(raster);
  const seen = border.flatMap((at) => (labs[at] ? [labs[at]] : []));
  const color: Lab | null = seen.length
    ? [
        middle(seen.map((lab) => lab[0])),
        middle(seen.map((lab) => lab[1])),
        middle(seen.map((lab) => lab[2])),
      ]
    : null;
  const marked = new Uint8Array(width * height);
  const open: number[] = [];
  const visit = (at: number) => {
    const lab = labs[at];
    if (marked[at] || (lab && (!color || distance2(lab, color) > TOLERANCE2))) return;
    marked[at] = 1;
    open.push(at);
  };
  border.forEach(visit);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const x = at % width;
    if (x > 0) visit(at - 1);
    if (x < width - 1) visit(at + 1);
    if (at >= width) visit(at - width);
    if (at < width * (height - 1)) visit(at + width);
  }
  return marked;
}

/** Colors of the foreground pixels, or of all visible pixels if hardly any is left. */
export function foregroundOf(raster: Raster): Lab[] {
  const { rgba } = raster;
  const labs = Array.from({ length: raster.width * raster.height }, (_, i) =>
    rgba[4 * i + 3]! < OPAQUE ? null : labOf(rgba[4 * i]!, rgba[4 * i + 1]!, rgba[4 * i + 2]!),
  );
  const background = backgroundOf(labs, raster);
  const piece = labs.filter((lab, i): lab is Lab => lab !== null && !background[i]);
  return piece.length >= LEAST_SHARE * labs.length ? piece : labs.filter((lab): lab is Lab => lab !== null);
}
