/** The built-in provider (CLS-2): computes colors, and finds category and brand by the shop's own similar pictures. */
import type { Provider } from "./provider.ts";
import { colorsOf, type PaletteColor } from "./rules/picture-colors.ts";
import { together } from "./rules/proposals.ts";

export const heuristic: Provider = {
  name: "heuristic",
  async classify({ pictures, taxonomy, similar }) {
    const palette = taxonomy.color.filter((color): color is PaletteColor => Boolean(color.hex));
    return {
      category: similar.category,
      color: together(pictures.map(({ raster }) => colorsOf(raster, palette))),
      brand: similar.brand,
      fabric: [],
      size: [],
      model_version: "heuristic-1",
    };
  },
};
