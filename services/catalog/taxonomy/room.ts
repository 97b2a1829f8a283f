import { room } from "../../../shared/service/room.ts";
import { ensureTerms } from "./ensure-terms.ts";
import { findBrands } from "./find-brands.ts";
import { findTerms } from "./find-terms.ts";
import { seedTerms } from "./seed-terms.ts";
import { suggestTerms } from "./suggest-terms.ts";
import { brand, color, fabric, size } from "./taxonomy.ts";

export const taxonomyRoom = room({
  resources: [brand, color, size, fabric],
  handlers: [findTerms, ensureTerms, findBrands, suggestTerms],
  seed: seedTerms,
});
