/** Holds of units for sales: briefly at a register, or for days while a sale is parked (SALE-1, SALE-2). */
import {
  choice,
  count,
  date,
  flag,
  group,
  id,
  list,
  money,
  rate,
  text,
} from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { inventoryTypes } from "../../accounts/public.ts";
import { postedCosts } from "../costs/posted-costs.ts";
import { stockMovements } from "../links/declarations.ts";
import { soldAs } from "../units/status.rules.ts";

const sku_id = id({
  optional: true,
  about: "The SKU that the item sells; the item must be linked to it (LNK-2).",
});
const saleLine = group({ item_id: id(), sku_id, units: count({ min: 1 }) });
const saleLines = list(saleLine, { min: 1, max: 500 });

/** The lines of a sale that the stock ledger needs: those whose items are linked to SKUs. */
const soldStock = group(
  {
    number: text(),
    business_date: date(),
    lines: list(
      group({
        ...{ line_id: id(), item_id: id(), sku_id: id(), units: count({ min: 1 }) },
        location_id: id({ optional: true, about: "The site, if it is not that of the item's store." }),
      }),
      { min: 1, max: 500 },
    ),
  },
  { optional: true },
);

const priced = list(
  group({
    item_id: id(),
    account_id: id({ optional: true }),
    inventory_type: choice(inventoryTypes),
    split: rate({ optional: true, about: "Absent: not what the price rests on." }),
    tag_price: money({ optional: true, about: "Absent: not what the price rests on." }),
  }),
  { default: [], max: 500, about: "What each item was priced by." },
);

export const holdUnits = operation({
  name: "inventory.till.hold",
  about:
    "Holds units for a sale that is being finalized, with one conditional write per item: all of them, or 409 item_not_available; 409 conflict when an item has changed since it was priced. Idempotent by hold_id.",
  input: {
    hold_id: id(),
    allow_negative_stock: flag({ default: false }),
    lines: saleLines,
    priced,
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

export const sellUnits = operation({
  name: "inventory.till.sell",
  about:
    "Marks the units that a till held as sold by a finalized sale; goods in quantity leave the stock of their SKU (LNK-3). Idempotent by sale_id. Returns what those cost, by line of the sale.",
  input: {
    hold_id: id(),
    lines: list(saleLine, { max: 500 }),
    stocked: soldStock,
    sale_id: id(),
    status: choice(soldAs, { default: "sold" }),
    posted: postedCosts,
  },
  output: shapeOf({ stock: stockMovements }),
});

export const parkUnits = operation({
  name: "inventory.hold.take",
  about:
    "Sets units aside for a parked sale (SALE-2): all of them, or 409 item_not_available; 409 conflict when an item has changed since it was priced. Idempotent by hold_id.",
  input: { hold_id: id(), lines: saleLines, priced },
  output: shapeOf({ held: flag() }),
});

export const unparkUnits = operation({
  name: "inventory.hold.release",
  about: "Gives a parked sale's units back; a hold that comes after its release finds itself released (409).",
  input: { hold_id: id() },
  output: shapeOf({ released: flag() }),
});

export const handOverUnits = operation({
  name: "inventory.hold.hand_over",
  about:
    "Gives a parked sale's units to the till that sells them; nobody else can take them in between. Idempotent.",
  input: { hold_id: id(), till_hold_id: id() },
  output: shapeOf({ held: flag() }),
});
