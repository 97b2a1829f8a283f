import {
  choice,
  count,
  date,
  group,
  id,
  list,
  micro,
  money,
  ref,
  signed,
  text,
} from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { stockableRefs } from "../costing/stockable-refs.ts";
import { eventTypes } from "../levels/rules/effects.ts";

/** The parts of open counters that the entry relieves (9.2). */
const relieves = {
  on_order: micro(),
  demand: micro(),
  allocated: micro(),
  in_transit: micro(),
} as const;

/** A stock movement (9.1): append-only, once per fact. Another entry corrects it; it never changes. */
export const stockEntry = resource({
  service: "inventory",
  name: "stock_entry",
  plural: "stock_entries",
  scope: "stock",
  fields: {
    code: text({ readonly: true, max: 30, filter: ["eq"] }),
    seq: count({
      optional: true,
      readonly: true,
      about: "The order of valuation among the entries of one material or SKU. Null: it moves no value.",
    }),
    ...stockableRefs,
    location_id: ref("inventory.location", { readonly: true }),
    to_location_id: ref("inventory.location", { optional: true, readonly: true }),
    location_ids: list(ref("inventory.location"), {
      readonly: true,
      filter: ["eq"],
      alias: "at_location_id",
      about: "Its site, and the destination of a transfer.",
    }),
    event_type: choice(eventTypes, { readonly: true, filter: ["eq"] }),
    quantity: micro({ readonly: true, min: 1 }),
    relieves: group(relieves, { readonly: true }),
    unit_cost: micro({ optional: true, readonly: true, about: "Of the major unit." }),
    value: money({ readonly: true, max: 1e13, about: "In minor units; what the document says." }),
    variance: money({
      ...signed,
      readonly: true,
      about: "The part of the value that is a cost variance and not the stock's.",
    }),
    reversed: micro({ readonly: true, default: 0, about: "What later entries have reversed of it." }),
    ref: text({ optional: true, readonly: true, max: 100, filter: ["eq"] }),
    source_type: text({ readonly: true, max: 50, filter: ["eq"] }),
    source_id: id({ readonly: true, filter: ["eq"] }),
    line: text({ readonly: true, min: 0, max: 100 }),
    part: count({ readonly: true }),
    reverses_id: id({ optional: true, readonly: true, filter: ["eq"] }),
    reason: text({ optional: true, readonly: true, max: 100, filter: ["eq"] }),
    event_date: date({ readonly: true, sort: true, filter: ["eq", "gt", "gte", "lt", "lte"] }),
    notes: text({ optional: true, readonly: true, max: 5000 }),
  },
  unique: [["source_type", "source_id", "line", "event_type", "part"]],
  indexes: [
    { sku_id: 1, location_ids: 1, event_date: 1, _id: 1 },
    { material_id: 1, location_ids: 1, event_date: 1, _id: 1 },
    { location_ids: 1, event_date: 1, _id: 1 },
  ],
  hardDelete: true,
  spans_stores: true,
  exported: true,
  verbs: ["list", "get"],
});
