/** Bills of materials: replaced as a whole, never in a cycle, and exploded. */
import { choice, count, group, id, list, micro, ref } from "../../../shared/fields/index.ts";
import {
  entityOf,
  listInput,
  listOf,
  operation,
  pageOf,
  shapeOf,
} from "../../../shared/service/operation.ts";
import { bom } from "./bom.ts";

export const listBoms = operation({
  name: "catalog.bom.list",
  http: "GET /boms",
  scope: "read:boms",
  about: "List bills of materials. `search` looks through the codes and names of their output SKUs.",
  input: listInput,
  output: pageOf(entityOf(bom)),
  paged: bom,
});

export const createBom = operation({
  name: "catalog.bom.create",
  http: "POST /boms",
  status: 201,
  scope: "write:boms",
  about:
    "Create a bill of materials. A SKU has at most one. Each item names a material or a SKU, none twice. Returns the bill of materials, whose id is the SKU's.",
  refuses: ["conflict", "bom_cycle"],
  input: bom.fields,
  output: entityOf(bom),
});

export const replaceBom = operation({
  name: "catalog.bom.replace",
  http: "PUT /boms/{id}",
  scope: "write:boms",
  about:
    "Replace a bill of materials as a whole. Orders that exist keep their copy. Returns the bill of materials.",
  refuses: ["bom_cycle"],
  input: {
    id: id(),
    output_sku_id: id({ optional: true, about: "If sent, the id in the path." }),
    items: bom.fields.items,
  },
  output: entityOf(bom),
});

export const removeBom = operation({
  name: "catalog.bom.remove",
  http: "DELETE /boms/{id}",
  scope: "delete:boms",
  about: "Delete a bill of materials. Orders that exist keep their copy. Returns its id.",
  input: { id: id() },
  output: shapeOf({ deleted_id: id() }),
});

const component = {
  material_id: ref("catalog.material", { optional: true }),
  sku_id: ref("catalog.sku", { optional: true }),
  quantity: micro(),
} as const;

export const explodeBom = operation({
  name: "catalog.bom.explode",
  http: "GET /boms/{id}/explode",
  scope: "read:boms",
  about:
    "Explode a bill of materials. Returns what a quantity needs of each component, scrap included, on one level or on all, and the totals by component.",
  refuses: ["unprocessable"],
  input: {
    id: id(),
    quantity: micro({ default: 1_000_000, min: 1_000_000 }),
    levels: choice(["one", "all"], { default: "one" }),
  },
  output: shapeOf({
    sku_id: id(),
    quantity: micro(),
    components: list(group({ level: count(), parent_sku_id: id(), ...component })),
    totals: list(group(component)),
  }),
});

/** For orders that are made, and for requirements: all bills of materials below some SKUs, theirs included. */
export const bomsBelow = operation({
  name: "catalog.bom.below",
  about: "The bills of materials of these SKUs and, on all levels, of the SKUs that they are made of.",
  input: {
    sku_ids: list(id(), { max: 5000 }),
    levels: choice(["one", "all"], { default: "one" }),
  },
  output: listOf(shapeOf({ output_sku_id: id(), items: bom.fields.items })),
});
