import {
  choice,
  count,
  date,
  group,
  id,
  list,
  micro,
  money,
  rate,
  ref,
} from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { orderTable, statusStamps } from "../../../shared/resource/order-table.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { makeStatuses } from "./rules/status.ts";

/** An output in a caller's input. */
export const orderedOutput = {
  sku_id: ref("catalog.sku"),
  quantity: micro({ min: 1_000_000 }),
  cost_per: money({
    default: 0,
    about: "What making one unit costs beside its inputs, in minor units.",
  }),
} as const;

const output = { id: id(), ...orderedOutput, received: micro() } as const;

const input = {
  id: id(),
  output_id: id(),
  material_id: ref("catalog.material", { optional: true }),
  sku_id: ref("catalog.sku", { optional: true }),
  per_unit: micro({ about: "For one unit of the output, as the bill of materials said." }),
  scrap_ppm: rate(),
  quantity: micro(),
  consumed: micro(),
  allocated: micro(),
} as const;

const { number, order_date, notes, historical, history } = orderTable(makeStatuses);

export const makeKinds = ["work", "production"] as const;

/** For callers with separate addresses for the two kinds. */
export const meantKind = {
  kind: choice(makeKinds, { optional: true, about: "Do not find an order of the other kind." }),
} as const;

/** Goods to be made (3.3, 4.7): by somebody at a work site (`work`), or at an own site (`production`). */
export const makeOrder = resource({
  service: "inventory",
  name: "make_order",
  plural: "make_orders",
  grants: businessData,
  fields: {
    kind: choice(makeKinds, { fixed: true, filter: ["eq"] }),
    number,
    status: choice(makeStatuses, { readonly: true, default: "draft", filter: ["eq"] }),
    location_id: ref("inventory.location", {
      filter: ["eq"],
      about: "The site where inputs are taken and outputs arrive.",
    }),
    order_date,
    expected_delivery_date: date({ optional: true, filter: ["eq", "gt", "gte", "lt", "lte"] }),
    notes,
    ...statusStamps(makeStatuses),
    outputs: list(group(output), { readonly: true, max: 200 }),
    inputs: list(group(input), { readonly: true, max: 5000 }),
    historical,
    history,
    // Numbers the entries of the order, so that each is written once.
    entry_count: count({ readonly: true, hidden: true, default: 0 }),
  },
  unique: [["number"]],
  indexes: [
    { "outputs.id": 1 },
    { "outputs.sku_id": 1, status: 1 },
    { "inputs.sku_id": 1, status: 1 },
    { "inputs.material_id": 1, status: 1 },
  ],
  search: ["number", "notes"],
  spans_stores: true,
  verbs: ["list", "get"],
});
