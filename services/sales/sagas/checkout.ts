/**
 * Finalising a sale (SALE-1). Before the pivot inventory holds the units and accounts the drawn tenders; the pivot is the
 * sale's own transaction; after it the units are sold and the journal is posted, side by side.
 */

import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { type StepContext, saga } from "../../../shared/saga/saga.ts";
import { padded } from "../../../shared/service/numbers.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { holdTender, postSale, releaseTender, type SalePosting } from "../../accounts/public.ts";
import { holdUnits, releaseUnits, sellUnits } from "../../inventory/public.ts";
import { cashOf, countIn } from "../operations/drawer.ts";
import { saleFinalized } from "../public.ts";
import { sale } from "../resources/sale.ts";
import { costsOf } from "../rules/basket.ts";
import type { Tender } from "../rules/settle.ts";

export type Checkout = {
  sale_id: string;
  /** The open sale's version that was priced: another change in between wins. Null: the pivot makes the sale. */
  version: number | null;
  allow_negative_stock: boolean;
  units: { item_id: string; units: number }[];
  channel: string;
  timezone: string;
  /** Net of change, store credit not yet told apart from balance. */
  tenders: Tender[];
  /** What the sale becomes. */
  changes: Partial<Entity<typeof sale>> & Record<string, unknown>;
  /** The sale after the pivot. */
  finalized?: Entity<typeof sale>;
};

type Drawing = Tender & { type: "store_credit" | "gift_card" };
const draws = (tender: Tender): tender is Drawing =>
  tender.type === "store_credit" || tender.type === "gift_card";

/** Sold through another channel is told by the unit's own status (4.1). */
const unitStatus = (channel: string) =>
  channel === "pos" ? "sold" : (`sold_on_${channel}` as "sold_on_shopify");

/** What of the item a line's price rests on; an outside till names its own price (D37). */
const pricedBy = (line: Entity<typeof sale>["lines"][number], channel: string) => ({
  item_id: line.item_id,
  account_id: line.account_id,
  inventory_type: line.inventory_type,
  split: line.inventory_type === "consignment" ? line.split : null,
  tag_price: channel === "pos" ? line.unit_price : null,
});

export const checkout = saga<Checkout>({
  name: "checkout",
  passing: ["changes"],
  before: [
    {
      name: "hold_units",
      async run({ saga_id, call }, { units, allow_negative_stock, changes, channel }) {
        const priced = (changes.lines ?? []).map((line) => pricedBy(line, channel));
        await call(holdUnits, { hold_id: saga_id, allow_negative_stock, lines: units, priced });
        return undefined;
      },
      async undo({ saga_id, call }, { units }) {
        await call(releaseUnits, { hold_id: saga_id, lines: units });
      },
    },
    {
      name: "hold_tender",
      needed: ({ tenders }) => tenders.some(draws),
      async run({ saga_id, call }, { tenders, timezone }) {
        const drawing = tenders.filter(draws);
        const held = await call(holdTender, { hold_id: saga_id, timezone, tenders: drawing });
        return { tenders: [...tenders.filter((each) => !draws(each)), ...held.tenders] };
      },
      async undo({ saga_id, call }, { tenders }) {
        if (tenders.some((each) => draws(each) || each.type === "payable"))
          await call(releaseTender, { hold_id: saga_id });
      },
    },
  ],
  async pivot(tx, checked) {
    return { finalized: await finalizeIn(tx, checked) };
  },
  after: [
    {
      name: "sell_units",
      async run(context, checked) {
        await sellHeld(context, checked);
        return undefined;
      },
    },
    {
      name: "post_sale",
      async run(context, checked) {
        await postFinalized(context, checked);
        return undefined;
      },
    },
  ],
});

/** The sale finalised, made when it was not open before: the pivot of whatever sells. */
export async function finalizeIn(
  tx: Tx,
  { sale_id, version, changes }: Checkout,
): Promise<Entity<typeof sale>> {
  const { register_session_id, payments = [], change = 0 } = changes;
  await countIn(tx, register_session_id, cashOf({ payments, change }));
  const told = (after: Entity<typeof sale>) => ({ event: saleFinalized, data: { sale: after } });
  if (version === null) {
    const number = padded(await tx.number("sale"));
    return tx.insert(sale, { ...changes, id: sale_id, number, finalized_at: tx.now }, told);
  }
  const finalized = await tx.change(
    sale,
    { _id: sale_id, status: "open", version },
    { $set: { ...changes, finalized_at: tx.now } },
    told,
  );
  if (!finalized) throw fail("conflict", "This sale has just been changed by someone else.");
  return finalized;
}

/** The units that the saga held become sold. */
export function sellHeld(
  { saga_id, call }: StepContext,
  { sale_id, channel, units, finalized }: Checkout,
): Promise<unknown> {
  const status = unitStatus(channel);
  const posted = costsOf(finalized!.lines);
  return call(sellUnits, { hold_id: saga_id, lines: units, sale_id, status, posted });
}

export function postFinalized(
  { saga_id, call, repeated }: StepContext,
  { finalized, tenders, timezone }: Checkout,
): Promise<unknown> {
  const posting = postingOf(finalized!, timezone, tenders, tenders.some(drawn) ? saga_id : null);
  return call(postSale, { sale: posting, repeated });
}

const drawn = (tender: Tender) => draws(tender) || tender.type === "payable";

/** A finalised sale as accounts posts it. */
function postingOf(
  finalized: Entity<typeof sale>,
  timezone: string,
  tenders: Tender[],
  hold_id: string | null,
): SalePosting {
  const { id, number, business_date, currency, customer_id, register_id, cash_rounding_adjustment } =
    finalized;
  const { register_session_id } = finalized;
  return {
    sale_id: id,
    number,
    business_date: business_date!,
    timezone,
    currency,
    customer_id,
    hold_id,
    register_session_id,
    fact: {
      register_id,
      tenders,
      cash_rounding_adjustment,
      lines: finalized.lines.map((line) => ({ ...line, payable_on: line.payable_on! })),
    },
  };
}
