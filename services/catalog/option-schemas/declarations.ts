/** Options of products: made, changed, and deleted when no product has them (MRC-CAT-3). */
import { id } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { inUseShape } from "../../../shared/service/uses.ts";
import { optionSchema } from "../product-options/option-schema.ts";

export const createOptionSchema = operation({
  name: "catalog.option_schema.create",
  http: "POST /option-schemas",
  status: 201,
  scope: "write:option_schemas",
  grant: "member",
  about:
    "Create an option schema: the options of which variants of products are made. Codes that are left out follow from the name and the labels. Each code of an option is there once, and so is each of its choices. Returns the option schema.",
  input: optionSchema.fields,
  output: entityOf(optionSchema),
});

export const changeOptionSchema = operation({
  name: "catalog.option_schema.change",
  http: "PATCH /option-schemas/{id}",
  change: true,
  scope: "write:option_schemas",
  about: "Change an option schema. `options` replaces all of them. Returns the option schema.",
  input: { id: id(), ...optionSchema.fields },
  output: entityOf(optionSchema),
});

export const removeOptionSchema = operation({
  name: "catalog.option_schema.remove",
  http: "DELETE /option-schemas/{id}",
  scope: "delete:option_schemas",
  grant: "manager",
  about:
    "Delete an option schema. Refused while products have it. It can be restored. Returns the deleted option schema.",
  refuses: ["in_use"],
  input: { id: id() },
  output: entityOf(optionSchema),
});

export const restoreOptionSchema = operation({
  name: "catalog.option_schema.restore",
  http: "POST /option-schemas/{id}/restore",
  scope: "write:option_schemas",
  about: "Restore a deleted option schema. Returns it.",
  input: { id: id() },
  output: entityOf(optionSchema),
});

export const optionSchemaInUse = operation({
  name: "catalog.option_schema.in_use",
  http: "GET /option-schemas/{id}/in-use",
  scope: "read:products",
  about: "Get what uses an option schema.",
  input: { id: id() },
  output: inUseShape,
});
