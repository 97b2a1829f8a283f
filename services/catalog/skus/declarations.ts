import { id } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { importOf } from "../../../shared/service/rows.ts";
import { sku } from "./sku.ts";

export const createSku = operation({
  name: "catalog.sku.create",
  http: "POST /skus",
  status: 201,
  scope: "write:skus",
  about:
    "Create a sku. Its code must be free, also among deleted ones; letter case does not count. Returns the sku.",
  refuses: ["conflict"],
  input: sku.fields,
  output: entityOf(sku),
});

export const changeSku = operation({
  name: "catalog.sku.change",
  http: "PATCH /skus/{id}",
  change: true,
  scope: "write:skus",
  about: "Change a sku. Its code may change; what refers to the sku keeps doing so. Returns the sku.",
  refuses: ["conflict"],
  input: { id: id(), ...sku.fields },
  output: entityOf(sku),
});

export const importSkus = importOf(sku);
