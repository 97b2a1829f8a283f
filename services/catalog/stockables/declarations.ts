/** Materials and SKUs alike: deleted when nothing uses them (DEL-5, DEL-8), and named by their codes. */
import { id, list, text } from "../../../shared/fields/index.ts";
import { entityOf, listOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { material } from "../materials/material.ts";
import { sku } from "../skus/sku.ts";

export const removeMaterial = operation({
  name: "catalog.material.remove",
  http: "DELETE /materials/{id}",
  scope: "delete:materials",
  about:
    "Delete a material. Refused while there is stock of it, or an open order or a bill of materials uses it. Its code stays reserved. Returns the deleted material.",
  refuses: ["in_use"],
  input: { id: id() },
  output: entityOf(material),
});

export const removeSku = operation({
  name: "catalog.sku.remove",
  http: "DELETE /skus/{id}",
  scope: "delete:skus",
  about:
    "Delete a SKU. Refused while there is stock of it, or an open order or a bill of materials uses it. Its code stays reserved. Returns the deleted SKU.",
  refuses: ["in_use"],
  input: { id: id() },
  output: entityOf(sku),
});

/** For lists of stock, which are sorted by code. */
export const stockableCodes = operation({
  name: "catalog.stockable.codes",
  about: "Codes and names of materials and SKUs, deleted ones included.",
  input: {
    material_ids: list(id(), { default: [], max: 100_000 }),
    sku_ids: list(id(), { default: [], max: 100_000 }),
  },
  output: listOf(shapeOf({ id: id(), code: text(), name: text() })),
});
