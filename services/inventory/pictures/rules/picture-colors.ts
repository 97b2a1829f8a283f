/** Which colors of the palette a picture shows (CLS-2). */
import { clustersOf } from "./clusters.ts";
import { foregroundOf, type Raster } from "./foreground.ts";
import { deltaE2000, type Lab, labOfHex } from "./lab.ts";
import type { Proposed } from "./proposals.ts";

export type PaletteColor = { id: string; name: string; hex: string };

/** The minimum share of a second color. */
const SECOND_SHARE = 0.3;
/** A color at this distance from all colors of the palette has no match. */
const FARTHEST = 50;

/** The nearest color of the palette, by ΔE2000. */
export function nearestColor(
  lab: Lab,
  palette: readonly PaletteColor[],
): { color: PaletteColor; difference: number } | null {
  const all = palette.map((color) => ({ color, difference: deltaE2000(lab, labOfHex(color.hex)) }));
  return all.reduce<(typeof all)[number] | null>(
    (best, each) => (best && best.difference <= each.difference ? best : each),
    null,
  );
}

/** One or two colors of one picture; confidence = share × max(0, 1 − ΔE/50). */
export function colorsOf(raster: Raster, palette: readonly PaletteColor[]): Proposed[] {
  const [first, second] = clustersOf(foregroundOf(raster));
  const clusters = [first, second && second.share >= SECOND_SHARE ? second : undefined];
  const found = new Map<string, Proposed>();
  for (const cluster of clusters) {
    const near = cluster && nearestColor(cluster.center, palette);
    if (!near) continue;
    const { color, difference } = near;
    const confidence = cluster.share * Math.max(0, 1 - difference / FARTHEST);
    const before = found.get(color.id)?.confidence ?? 0;
    found.set(color.id, { id: color.id, label: color.name, confidence: before + confidence });
  }
  return [...found.values()];
}
