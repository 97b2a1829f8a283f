/** Kinds of material (LKP-1). */
import { lookup } from "../../../shared/service/lookup.ts";

export const materialTypes = lookup({
  service: "catalog",
  name: "material_type",
  plural: "material_types",
});
