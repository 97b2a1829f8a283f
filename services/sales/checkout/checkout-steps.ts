/** The steps of a checkout that other sagas use, too: the pivot, selling the held units, posting. */
import type { Entity } from "../../../shared/resource/resource.ts";
import type { StepContext } from "../../../shared/saga/saga.ts";
import { padded } from "../../../shared/service/numbers.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { postSale, type SalePosting } from "../../accounts/public.ts";
import { sellUnits } from "../../inventory/public.ts";
import { costsOf } from "../pricing/rules/basket.ts";
import { cashOf, countIn } from "../registers/drawer.ts";
import { saleFinalized } from "../sales/declarations.ts";
import { sale } from "../sales/sale.ts";
import type { Tender } from "../tenders/settle.rules.ts";

export type Checkout = {
  sale_id: string;
  /** The open sale that was priced; if it has changed since, the pivot fails. Null: the pivot creates the sale. */
  before: Entity<typeof sale> | null;
  /** Whether cash goes into a register's drawer. The pivot counts it there. */
  in_drawer: boolean;
  allow_negative_stock: boolean;
  units: { item_id: string; units: number }[];
  channel: string;
  timezone: string;
  /** Net of change. Store credit is not yet split into credit and balance. */
  tenders: Tender[];
  /** The fields of the sale after the pivot. */
  changes: Partial<Entity<typeof sale>> & Record<string, unknown>;
  /** The sale after the pivot. */
  finalized?: Entity<typeof sale>;
};

type Drawing = Tender & { type: "store_credit" | "gift_card" };
export const draws = (tender: Tender): tender is Drawing =>
  tender.type === "store_credit" || tender.type === "gift_card";

/** A unit that was sold through another channel has a status of its own (4.1). */
const unitStatus = (channel: string) =>
  channel === "pos" ? "sold" : (`sold_on_${channel}` as "sold_on_shopify");

/** Finalizes the sale, or creates it finalized. It is the pivot of every saga that sells. */
export async function finalizeIn(
  tx: Tx,
  { sale_id, before, in_drawer, changes }: Checkout,
): Promise<Entity<typeof sale>> {
  const { register_session_id, payments = [], change = 0 } = changes;
  if (in_drawer) await countIn(tx, register_session_id, cashOf({ payments, change }));
  const told = (after: Entity<typeof sale>) => ({ event: saleFinalized, data: { sale: after } });
  if (before) return tx.save(sale, before, { ...changes, finalized_at: tx.now }, { emit: told });
  const number = padded(await tx.number("sale"));
  return tx.insert(sale, { ...changes, id: sale_id, number, finalized_at: tx.now }, { emit: told });
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

/** A finalized sale, as input of the posting in accounts. */
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
