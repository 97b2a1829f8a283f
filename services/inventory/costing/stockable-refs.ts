import { ref } from "../../../shared/fields/index.ts";

/** The two references; a row has exactly one of them. */
export const stockableRefs = {
  material_id: ref("catalog.material", { optional: true, filter: ["eq"] }),
  sku_id: ref("catalog.sku", { optional: true, filter: ["eq"] }),
} as const;
