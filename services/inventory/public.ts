/** What others may know of inventory: resources, operations and events as declarations. */
import { event } from "../../shared/events/event.ts";
import {
  choice,
  count,
  date,
  type FieldTable,
  flag,
  group,
  id,
  list,
  money,
  rate,
  signed,
  tally,
  text,
} from "../../shared/fields/index.ts";
import type { Entity } from "../../shared/resource/resource.ts";
import {
  entityOf,
  listInput,
  operation,
  pageOf,
  type Shape,
  shapeOf,
} from "../../shared/service/operation.ts";
import { inventoryTypes } from "../accounts/public.ts";
import { batch, item, itemInput, priceChange } from "./resources/item.ts";
import { location, store } from "./resources/store.ts";
import { unitStatuses } from "./rules/status.ts";

export * from "./public/bulk.ts";
export * from "./public/deliveries.ts";
export * from "./public/pictures.ts";
export * from "./public/pricing.ts";
export * from "./public/search.ts";
export * from "./public/stats.ts";
export { conditions } from "./resources/item.ts";
export { unitStatuses } from "./rules/status.ts";
export { batch, item, location, priceChange, store };

const itemShape = entityOf(item);
/** An item as it is shown: with `expired` and the days on the shelf by today's business date. */
export type ItemView = Entity<typeof item>;

// ---- stores and locations -----------------------------------------------------------------------------------------

export const createStore = operation({
  name: "inventory.store.create",
  http: "POST /stores",
  status: 201,
  scope: "write:stores",
  about: "Creates a store with its first spot; the server makes its slug (ID-3).",
  input: store.fields,
  output: entityOf(store),
});

export const changeStore = operation({
  name: "inventory.store.change",
  http: "PATCH /stores/{id}",
  change: true,
  scope: "write:stores",
  about: "Changes a store; existing items keep their terms (TRM-3).",
  input: { id: id(), ...store.fields },
  output: entityOf(store),
});

export const removeStore = operation({
  name: "inventory.store.remove",
  http: "DELETE /stores/{id}",
  scope: "delete:stores",
  about: "Deletes a store without items (DEL-5).",
  input: { id: id() },
  output: entityOf(store),
});

export const changeLocation = operation({
  name: "inventory.location.change",
  http: "PATCH /locations/{id}",
  change: true,
  scope: "write:locations",
  about:
    "Changes a location; with nothing in it, it may move to another store, but not the last one of its own (409).",
  input: { id: id(), ...location.fields },
  output: entityOf(location),
});

export const removeLocation = operation({
  name: "inventory.location.remove",
  http: "DELETE /locations/{id}",
  scope: "delete:locations",
  about: "Deletes a location without items; the last one of a store stays (409 last_location).",
  input: { id: id() },
  output: entityOf(location),
});

// ---- items --------------------------------------------------------------------------------------------------------

export const listItems = operation({
  name: "inventory.item.list",
  http: "GET /items",
  scope: "read:items",
  about:
    "Lists items. `status` finds those with at least one unit in it; `active` includes expired ones (4.1).",
  paged: item,
  input: listInput,
  output: pageOf(itemShape),
});

export const getItem = operation({
  name: "inventory.item.get",
  http: "GET /items/{id}",
  scope: "read:items",
  about: "Shows an item.",
  input: { id: id() },
  expands: item,
  output: itemShape,
});

export const createItem = operation({
  name: "inventory.item.create",
  http: "POST /items",
  status: 201,
  scope: "write:items",
  about:
    "Takes a piece in: gives it its number, resolves its terms once and keeps where each came from (3.6).",
  input: {
    ...itemInput,
    inventory_type: choice(inventoryTypes, {
      optional: true,
      about: "Absent: the account's, else consignment.",
    }),
    status: choice(["active", "inactive"], { optional: true }),
  },
  output: itemShape,
});

export const takeInItem = operation({
  name: "inventory.item.take_in",
  about:
    "Takes a piece in under an id that the caller chose: one step of a process that goes on with the piece.",
  input: { ...createItem.input, id: id() },
  output: itemShape,
});

export const changeItem = operation({
  name: "inventory.item.change",
  http: "PATCH /items/{id}",
  change: true,
  scope: "write:items",
  about:
    "Changes an item; terms only while a unit is unsold, quantity only by active or inactive units (TRM-4, ITM-5).",
  input: { id: id(), ...itemInput },
  output: itemShape,
});

export const restoreItem = operation({
  name: "inventory.item.restore",
  http: "POST /items/{id}/restore",
  scope: "write:items",
  about: "Restores a deleted item.",
  input: { id: id() },
  output: itemShape,
});

export const removeItem = operation({
  name: "inventory.item.remove",
  http: "DELETE /items/{id}",
  scope: "delete:items",
  about: "Deletes an item of which no unit is sold or held.",
  input: { id: id() },
  output: itemShape,
});

const move = {
  status: choice(unitStatuses),
  from: choice(unitStatuses, { optional: true }),
  units: count({ optional: true, min: 1 }),
  reason: text({ optional: true, max: 1000 }),
  force: flag({ default: false }),
} as const;

export const moveItem = operation({
  name: "inventory.item.move",
  http: "POST /items/{id}/status",
  scope: "write:item_status_changes",
  about: "Moves units to another status (4.1); `sold` values are entered by sales only (ITM-1).",
  input: { id: id(), ...move },
  output: itemShape,
});

export const moveItems = operation({
  name: "inventory.item.move_many",
  http: "POST /items/update-statuses-bulk",
  scope: "write:item_status_changes",
  about: "Moves units of many items; those in an illegal state are reported, the others go on (BLK-3).",
  input: { items: list(id(), { min: 1, max: 1000 }), ...move },
  output: shapeOf({
    changed: count(),
    failed: count(),
    results: list(
      group({
        id: id(),
        status: choice(["changed", "unchanged", "error"]),
        error: text({ optional: true }),
        message: text({ optional: true }),
      }),
    ),
  }),
});

export const reapplyTerms = operation({
  name: "inventory.item.reapply_terms",
  http: "POST /items/reapply-terms",
  scope: "bulk_edit:items",
  about: "Resolves the terms of items without sold units again (TRM-3).",
  input: { items: list(id(), { min: 1, max: 500 }) },
  output: shapeOf({
    results: list(
      group({ id: id(), status: choice(["changed", "unchanged", "error"]), error: text({ optional: true }) }),
    ),
  }),
});

// ---- batches ------------------------------------------------------------------------------------------------------

const batchShape = entityOf(batch);

export const createBatch = operation({
  name: "inventory.batch.create",
  http: "POST /batches",
  status: 201,
  scope: "write:batches",
  about: "Creates a draft batch.",
  input: batch.fields,
  output: batchShape,
});

export const removeBatch = operation({
  name: "inventory.batch.remove",
  http: "DELETE /batches/{id}",
  scope: "delete:batches",
  about: "Deletes a draft batch without items (DEL-3).",
  input: { id: id() },
  output: shapeOf({ deleted_id: id() }),
});

const batchStep = <T extends FieldTable>(verb: string, scope: string, about: string, input: T) =>
  operation({
    name: `inventory.batch.${verb}`,
    http: `POST /batches/{id}/${verb}`,
    scope,
    about,
    input: { id: id(), ...input },
    output: batchShape,
  });

const chosen = {
  items: list(id(), { optional: true, max: 1000, about: "Absent: all of the batch." }),
} as const;

export const submitBatch = batchStep(
  "submit",
  "submit:batches",
  "Submits a draft batch with at least one item; its items stay inactive.",
  {},
);
export const reopenBatch = batchStep(
  "reopen",
  "write:batches",
  "Makes a submitted batch a draft again while no unit is sold, returned or donated.",
  {},
);
export const acceptBatch = batchStep(
  "accept",
  "write:batches",
  "Accepts items: they become active and their terms are fixed.",
  chosen,
);
export const declineBatch = batchStep(
  "decline",
  "write:batches",
  "Declines items: they are to be returned.",
  chosen,
);

/** What the inventory's own schedule calls for each organization in turn. */
export const expireItems = operation({
  name: "inventory.item.expire",
  about:
    "Tells of items newly past their date, and takes end actions where the organization turned them on (ITM-6).",
  input: { limit: count({ default: 200, min: 1, max: 1000 }) },
  output: shapeOf({ told: count(), ended: count() }),
});

// ---- for sales ----------------------------------------------------------------------------------------------------

/** Items as a sale needs them, with the store they are sold in. */
export type SaleItems = { items: Entity<typeof item>[]; store: Entity<typeof store> | null };

export const loadForSale = operation({
  name: "inventory.item.for_sale",
  about: "The items named, deleted ones left out, and the store.",
  input: { item_ids: list(id(), { max: 500 }), store_id: id({ optional: true }) },
  output: { schema: {} } as Shape<SaleItems>,
});

const saleLines = list(group({ item_id: id(), units: count({ min: 1 }) }), { min: 1, max: 500 });

export const holdUnits = operation({
  name: "inventory.till.hold",
  about:
    "Sets units aside for a sale that is being finalized, one conditional write per item: all, or 409 item_not_available; 409 conflict when an item is no longer as it was priced. Idempotent by hold_id.",
  input: {
    hold_id: id(),
    allow_negative_stock: flag({ default: false }),
    lines: saleLines,
    priced: list(
      group({
        item_id: id(),
        account_id: id({ optional: true }),
        inventory_type: choice(inventoryTypes),
        split: rate({ optional: true, about: "Absent: not what the price rests on." }),
        tag_price: money({ optional: true, about: "Absent: not what the price rests on." }),
      }),
      { default: [], max: 500, about: "What each item was priced by." },
    ),
  },
  output: shapeOf({ held: flag() }),
});

export const takeUnits = operation({
  name: "inventory.till.take",
  about: "The same within a transaction: the hold stands or falls with what happens to the pieces beside it.",
  input: holdUnits.input,
  output: holdUnits.output,
});

export const releaseUnits = operation({
  name: "inventory.till.release",
  about: "Gives what a till held back; a hold that comes after its release is refused (409).",
  input: { hold_id: id(), lines: saleLines },
  output: shapeOf({ released: flag() }),
});

/** Cost of own goods by item that the journal of the sale, refund or void moves itself (T2, T4). */
const postedCosts = list(group({ item_id: id(), cost: money() }), { default: [], max: 500 });

export const sellUnits = operation({
  name: "inventory.till.sell",
  about: "Marks the units that a till held as sold by a finalised sale. Idempotent by sale_id.",
  input: {
    hold_id: id(),
    lines: saleLines,
    sale_id: id(),
    status: choice(["sold", "sold_on_shopify", "sold_on_square", "sold_on_third_party", "sold_on_legacy"], {
      default: "sold",
    }),
    posted: postedCosts,
  },
  output: shapeOf({ sold: flag() }),
});

export const parkUnits = operation({
  name: "inventory.hold.take",
  about: "Sets units aside for a parked sale (SALE-2); all or 409 item_not_available. Idempotent by hold_id.",
  input: { hold_id: id(), lines: saleLines },
  output: shapeOf({ held: flag() }),
});

export const unparkUnits = operation({
  name: "inventory.hold.release",
  about: "Gives a parked sale's units back; a hold that comes after its release finds itself released (409).",
  input: { hold_id: id() },
  output: shapeOf({ released: flag() }),
});

export const returnUnits = operation({
  name: "inventory.hold.return",
  about:
    "Takes sold units back after a refund or a void. Idempotent by return_id (a refund's or the void's).",
  input: {
    return_id: id(),
    sale_id: id(),
    flow: choice(["refund", "void"]),
    lines: list(
      group({
        item_id: id(),
        units: count({ min: 1 }),
        to: choice(["active", "damaged", "returned_to_owner"], { default: "active" }),
      }),
      { max: 500 },
    ),
    posted: postedCosts,
  },
  output: shapeOf({ returned: flag() }),
});

/** Whether anything of these accounts, categories, batches is in the way of a deletion (DEL-5). */
export const itemsInUse = operation({
  name: "inventory.item.in_use",
  about: "How many items outside an end state refer to this account or category, with up to five ids.",
  input: { account_id: id({ optional: true }), category_id: id({ optional: true }) },
  output: shapeOf({ count: count(), sample_ids: list(id()) }),
});

export const itemFigures = operation({
  name: "inventory.item.figures",
  about: "An account's items with at least one unit in each status, and the units (RPT-4).",
  input: { account_id: id() },
  output: shapeOf({ items: tally(), units: tally() }),
});

// ---- events -------------------------------------------------------------------------------------------------------

export const itemStatusChanged = event({
  type: "item.status_changed",
  service: "inventory",
  about: "Units of an item moved from one status to another.",
  data: {
    item_id: id(),
    account_id: id({ optional: true }),
    store_id: id({ optional: true }),
    moves: list(group({ from: choice(unitStatuses), to: choice(unitStatuses), units: count() })),
    status_counts: tally(),
    tag_price: money(),
    split: count({ optional: true }),
    reason: text({ optional: true }),
  },
});

export const itemPriceChanged = event({
  type: "item.price_changed",
  service: "inventory",
  about: "The tag price of an item changed.",
  data: { item_id: id(), old: money(), new: money(), currency: text() },
});

export const itemExpired = event({
  type: "item.expired",
  service: "inventory",
  about: "An item passed the end of its consignment with units unsold; told once.",
  data: { item_id: id(), account_id: id({ optional: true }), expires_on: date(), units: count() },
});

export const itemBoughtOut = event({
  type: "item.bought_out",
  service: "inventory",
  about: "A consigned piece became the shop's own at a price owed to the account (T10).",
  data: {
    item_id: id(),
    account_id: id(),
    units: count(),
    cost_per: money(),
    currency: text(),
    business_date: date(),
  },
});

export const itemCostChanged = event({
  type: "item.cost_changed",
  service: "inventory",
  about:
    "The cost of own goods on hand changed: by a purchase (taken in, bought from its account, corrected, given back) or an adjustment (lost, damaged, found). What a sale or refund moves itself is left out.",
  data: {
    item_id: id(),
    account_id: id({ optional: true, about: "Whom a purchase is owed to." }),
    store_id: id({ optional: true }),
    cause: choice(["purchase", "adjustment"]),
    change: money(signed),
    currency: text(),
    business_date: date(),
  },
});

export const batchSubmitted = event({
  type: "batch.submitted",
  service: "inventory",
  about: "A batch was submitted.",
  data: { batch_id: id(), account_id: id({ optional: true }), number: text(), items: count() },
});

export const batchReopened = event({
  type: "batch.reopened",
  service: "inventory",
  about: "A submitted batch is a draft again.",
  data: { batch_id: id(), account_id: id({ optional: true }), number: text() },
});

export type { UnitStatus } from "./rules/status.ts";
