/** The steps of a checkout that other sagas use, too: the pivot, selling the held units, posting. */
import type { Entity } from "../../../shared/resource/resource.ts";
import type { StepContext } from "../../../shared/saga/saga.ts";
import { padded } from "../../../shared/service/numbers.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type CardLine, postSale, type SalePosting } from "../../accounts/public.ts";
import { handOverUnits, type StockMovement, sellUnits } from "../../inventory/public.ts";
import { costsOf, stockedOf, type Units } from "../pricing/rules/basket.ts";
import { cashOf, countIn } from "../registers/drawer.ts";
import { noteSaleCosts, saleFinalized } from "../sales/declarations.ts";
import { type Channel, sale, soldThrough } from "../sales/sale.ts";
import type { Tender } from "../tenders/settle.rules.ts";

export type Checkout = {
  sale_id: string;
  /** The open sale that was priced; if it has changed since, the pivot fails. Null: the pivot creates the sale. */
  before: Entity<typeof sale> | null;
  /** Whether cash goes into a register's drawer. The pivot counts it there. */
  in_drawer: boolean;
  allow_negative_stock: boolean;
  units: Units[];
  /** The hold of a sale on lay-by, which has the units. Null: this saga holds them. */
  parked_hold_id?: string | null | undefined;
  channel: Channel;
  timezone: string;
  /** Net of change. Store credit is not yet split into credit and balance. */
  tenders: Tender[];
  /** Gift cards that the sale sells; `changes` has their codes. */
  cards: CardLine[];
  /** The fields of the sale after the pivot. */
  changes: Partial<Entity<typeof sale>> & Record<string, unknown>;
  /** The sale after the pivot. */
  finalized?: Entity<typeof sale>;
  /** What the goods cost that the sale took out of stock, by line (LNK-7). */
  stock?: StockMovement[];
};

type Drawing = Tender & { type: "store_credit" | "gift_card" };
export const drawsOn = (type: string): boolean => type === "store_credit" || type === "gift_card";
export const draws = (tender: Tender): tender is Drawing => drawsOn(tender.type);

/** Finalizes the sale, or creates it finalized. It is the pivot of every saga that sells. */
export async function finalizeIn(
  tx: Tx,
  { sale_id, before, in_drawer, changes }: Checkout,
): Promise<Entity<typeof sale>> {
  const { register_session_id, payments = [], change = 0 } = changes;
  if (in_drawer) await countIn(tx, register_session_id, cashOf({ payments, change }));
  // The cards keep their codes from here on.
  const final = { ...changes, gift_card_codes: null, finalized_at: tx.now };
  const told = (after: Entity<typeof sale>) => ({ event: saleFinalized, data: { sale: after } });
  if (before) return tx.save(sale, before, final, { emit: told });
  const number = padded(await tx.number("sale"));
  return tx.insert(sale, { ...final, id: sale_id, number }, { emit: told });
}

export const takesStock = ({ units }: Pick<Checkout, "units">): boolean => units.some(({ sku_id }) => sku_id);

export const isParked = ({ parked_hold_id }: Pick<Checkout, "parked_hold_id">): boolean =>
  Boolean(parked_hold_id);

/** LAY-4: the till takes over what was set aside for a sale on lay-by. */
export async function handOver({ saga_id, call }: StepContext, { parked_hold_id }: Checkout): Promise<void> {
  await call(handOverUnits, { hold_id: parked_hold_id!, till_hold_id: saga_id });
}

/** The units that the saga held become sold. Returns what goods in quantity cost, if there are any. */
export async function sellHeld(
  { saga_id, call }: StepContext,
  { sale_id, channel, units, finalized }: Checkout,
): Promise<Pick<Checkout, "stock"> | undefined> {
  const { lines: sold, number, business_date } = finalized!;
  const status = soldThrough(channel);
  const posted = costsOf(sold);
  const lines = stockedOf(sold);
  const stocked = lines.length ? { number, business_date: business_date!, lines } : null;
  const { stock } = await call(sellUnits, {
    ...{ hold_id: saga_id, lines: units, sale_id, status, posted, stocked },
  });
  return stock.length ? { stock } : undefined;
}

/** LNK-7: the sale knows what its goods cost as soon as they are sold. */
export async function noteCosts(
  { call }: StepContext,
  { sale_id, stock = [] }: Checkout,
): Promise<Pick<Checkout, "finalized">> {
  const costs = stock.map(({ line_id, entry_id, value: cost }) => ({ line_id, entry_id, cost }));
  return { finalized: await call(noteSaleCosts, { id: sale_id, costs }) };
}

export function postFinalized(
  { saga_id, call, repeated }: StepContext,
  { finalized, tenders, cards = [], timezone, stock = [] }: Checkout,
): Promise<unknown> {
  const hold_id = cards.length || tenders.some(drawn) ? saga_id : null;
  const posting = postingOf(finalized!, timezone, tenders, hold_id);
  return call(postSale, { sale: posting, stock, repeated });
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
      gift_cards: finalized.gift_cards.map(({ id, amount }) => ({ id, amount })),
      lines: finalized.lines.map((line) => ({
        ...line,
        payable_on: line.payable_on!,
        // The cost of stock has a journal of its own (T25).
        cost: line.sku_id ? 0 : line.cost,
      })),
    },
  };
}
