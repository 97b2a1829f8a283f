/** Stock of materials or of SKUs: balances, the ledger, and what is written into it by hand. */
import {
  adjustStock,
  completeTransfer,
  eventTypes,
  startTransfer,
  stockEntry,
  stockLevel,
  summarizeStock,
} from "../../../../services/inventory/public.ts";
import type { Entity } from "../../../../shared/resource/resource.ts";
import type { OutputOf } from "../../../../shared/service/reference.ts";
import * as c from "../../../shapes/codecs.ts";
import { quantityText, unitCostText } from "../../../shapes/decimal-text.ts";
import { field, inputOf, rowsOf, shape, shown } from "../../../shapes/shape.ts";
import { oneShown } from "../../../shapes/show.ts";
import { own } from "../dialect.ts";
import { organization } from "./common.ts";

/** What one of the two ledgers is of. */
export type Stocked = "Material" | "Sku";

/** PRODUCE is of SKUs only. */
export const eventWords = (of: Stocked) => {
  const words = of === "Sku" ? eventTypes : eventTypes.filter((each) => !/produce$/.test(each));
  return c.enumMap(Object.fromEntries(words.map((each) => [each.toUpperCase(), each])));
};

export type Entry = Entity<typeof stockEntry>;
type Started = { entry: Entry; ref: string };
const balance = rowsOf<OutputOf<typeof summarizeStock>["data"][number]>();

const counters = ["on_hand", "on_order", "in_transit", "allocated", "demand", "available"] as const;
const notes = field("notes", c.text, { nullable: true });
const quantity = field("quantity", quantityText, { required: true });
const required = { required: true } as const;

const names = {
  Material: {
    given: { materialId: field("material_id", c.uuid, required) },
    asked: { materialId: field("material_id", c.uuid) },
    shown: { materialId: shown("material_id", c.uuid, { always: true }) },
  },
  Sku: {
    given: { skuId: field("sku_id", c.uuid, required) },
    asked: { skuId: field("sku_id", c.uuid) },
    shown: { skuId: shown("sku_id", c.uuid, { always: true }) },
  },
};

export function stockShapes(of: Stocked) {
  const its = names[of];
  const entry = shape(`${of}LedgerEntry`, stockEntry, {
    ...own(stockEntry, ["id", "code", "location_id", "ref", "to_location_id", "notes", "event_date"]),
    ...own(stockEntry, ["source_type", "source_id", "created_at"]),
    ...own(stockEntry, organization),
    ...its.shown,
    eventType: shown("event_type", eventWords(of)),
    quantity: shown("quantity", quantityText),
    unitCost: shown("unit_cost", unitCostText, { nullable: true }),
  });
  return {
    entry,
    change: shape(`${of}StockChange`, inputOf(adjustStock), {
      ...{ ...its.given, quantity, notes, eventDate: field("event_date", c.date) },
      locationId: field("location_id", c.uuid, required),
    }),
    start: shape(`${of}Transfer`, inputOf(startTransfer), {
      ...{ ...its.given, quantity, notes, eventDate: field("start_date", c.date) },
      sourceLocationId: field("source_location_id", c.uuid, required),
      destinationLocationId: field("destination_location_id", c.uuid, required),
    }),
    started: shape(`${of}TransferAnswer`, rowsOf<Started>(), {
      ledgerEntry: shown("entry", oneShown(entry), { always: true }),
      ref: shown("ref", c.text, { always: true }),
    }),
    balance: shape(`${of}Balance`, balance, {
      ...{ ...its.shown, locationId: shown("location_id", c.uuid, { always: true }) },
      ...own(stockLevel, counters, { readonly: true }),
    }),
    asked: shape(`${of}BalanceQuery`, inputOf(summarizeStock), {
      ...{ ...its.asked, locationId: field("location_id", c.uuid) },
    }),
  };
}

/** How a transfer of either ends. */
export const transferEnd = shape("TransferEnd", inputOf(completeTransfer), {
  ...{ notes, eventDate: field("event_date", c.date) },
});
