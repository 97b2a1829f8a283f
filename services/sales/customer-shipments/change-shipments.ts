/**
 * The single path of every change of shipments. Where no stock is touched, only the order is written; else inventory settles the
 * stock before, and the order's write decides (MRC-SHP-3).
 */
import { isDeepStrictEqual } from "node:util";
import { nowInstant } from "../../../shared/clock.ts";
import { businessDate } from "../../../shared/dates.ts";
import { fail, notFound } from "../../../shared/errors.ts";
import type { FlowContext } from "../../../shared/service/operation.ts";
import { matchVersion, type Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { refuseHidden } from "../../../shared/service/visible.ts";
import { variantLinks } from "../../catalog/public.ts";
import { orderStockTurn } from "../../inventory/public.ts";
import { type CustomerOrder, customerOrder } from "../customer-orders/customer-order.ts";
import { orMadeElsewhere } from "../customer-orders/made-elsewhere.ts";
import { type OrderChanges, orders, saveOrder } from "../customer-orders/order-store.ts";
import { takenBy } from "./goods.rules.ts";
import { shippingGoods } from "./shipped-goods.saga.ts";

/** The stock of variants that are linked to some. */
export type Links = ReadonlyMap<string, { sku_id: string; location_id: string }>;

type Change = {
  order_id: string;
  /** The lines that it names. */
  touched: readonly string[] | "all";
  change(reader: Reader, before: CustomerOrder, known: { links: Links; now: string }): Promise<OrderChanges>;
};

async function linksOf(call: Call, { lines }: CustomerOrder, touched: Change["touched"]): Promise<Links> {
  const named = lines.filter(
    ({ id, variant_id }) => variant_id && (touched === "all" || touched.includes(id)),
  );
  const ids = [...new Set(named.map(({ variant_id }) => variant_id!))];
  const { links } = ids.length ? await call(variantLinks, { ids }) : { links: [] };
  return new Map(links.map((each) => [each.id, each]));
}

const justChanged = () =>
  fail("conflict", "This order has just been changed by someone else; repeat the request.");

export async function changeShipments(
  { reader, call, meta, headers, transact, runSaga }: FlowContext,
  action: string,
  { order_id, touched, change }: Change,
): Promise<CustomerOrder> {
  const found = await orMadeElsewhere(reader, { _id: order_id }, () => reader.load(customerOrder, order_id));
  const before = refuseHidden(customerOrder, meta, found);
  if (before.deleted_at) throw notFound("customer_order", order_id);
  matchVersion(before, headers.if_match);
  const known = { links: await linksOf(call, before, touched), now: nowInstant() };
  const changes = await change(reader, before, known);
  const [earlier, wanted] = [takenBy(before.shipments), takenBy(changes.shipments ?? before.shipments)];
  if (isDeepStrictEqual(earlier, wanted))
    return transact(meta, { action, headers }, async (tx) => {
      const current = await orders.target(tx, order_id);
      const now = current.version === before.version ? changes : await change(tx, current, known);
      // An order that had no linked goods when it was read may have some by now.
      const [held, needed] = [takenBy(current.shipments), takenBy(now.shipments ?? current.shipments)];
      if (!isDeepStrictEqual(held, needed)) throw justChanged();
      return saveOrder(tx, current, now);
    });
  const { turn } = await call(orderStockTurn, { order_id });
  const { saved } = await runSaga(shippingGoods, {
    subject: `customer_order:${order_id}`,
    ...{ meta, headers },
    data: {
      ...{ order_id, version: before.version, ref: before.number.slice(0, 100), turn, changes },
      ...{ event_date: businessDate(known.now, meta.org.timezone), wanted, earlier },
    },
    answer: ({ saved }) => saved,
  });
  return saved!;
}
