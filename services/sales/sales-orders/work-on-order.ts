/** The single path of every change of an order: first compute its new state, then write stock and order. */
import { nowInstant } from "../../../shared/clock.ts";
import { fail } from "../../../shared/errors.ts";
import type { Headers } from "../../../shared/meta.ts";
import { visibleOf } from "../../../shared/resource/model.ts";
import type { FlowContext } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { orderStockTurn } from "../../inventory/public.ts";
import { type At, atOf, type Order, type StoredOrder, withFigures } from "./order.ts";
import { settlingOrder } from "./order-stock.saga.ts";
import { wantedBy, wantsSame } from "./order-stock.ts";
import { salesOrder } from "./sales-order.ts";
import { writeOrder, writeOver } from "./write-order.ts";

/** Throws its refusals. */
export type Work = (order: Order, at: At) => Order;

export async function loadOrder(reader: Reader, id: string): Promise<StoredOrder> {
  const order = await reader.load(salesOrder, id);
  if (order.deleted_at)
    throw fail("locked", "This order has been deleted.", { deleted_at: order.deleted_at });
  return order;
}

/** The order that a line belongs to. */
export async function orderOfLine(reader: Reader, line_id: string): Promise<StoredOrder> {
  const [order] = await reader.find(salesOrder, { "lines.id": line_id, deleted_at: null }, { limit: 1 });
  if (!order) throw fail("not_found", "There is no sales order line with this id.", { id: line_id });
  return order;
}

/** The operation's result, stored under the request's key: the order in its visible form. */
const asOrder = (saved: StoredOrder): StoredOrder => visibleOf(salesOrder, saved);

/** Applies the work to an order as read. Beside a concurrent change it is done again, or if it moves stock is a conflict. */
export const workOn = (
  context: FlowContext,
  action: string,
  before: StoredOrder,
  work: Work,
): Promise<StoredOrder> => workAnswering(context, action, before, { work, answer: asOrder });

type Answering<T> = { work: Work; answer: (saved: StoredOrder) => T };

/** The same for an operation with another result than the order. */
export async function workAnswering<T>(
  context: FlowContext,
  action: string,
  before: StoredOrder,
  { work, answer }: Answering<T>,
): Promise<T> {
  matchVersion(before, context.headers.if_match);
  const at = atOf(context.meta, nowInstant());
  const again = (order: StoredOrder) => withFigures(work(order, at));
  return carryOut(context, action, { before, after: again(before), at, again }, answer);
}

/** `again`: the same work on another state of the order. */
type Change = {
  before: StoredOrder | null;
  after: Order;
  at: At;
  again?: (order: StoredOrder) => Order;
};

/** Creates an order. */
export const carryOutNew = (context: FlowContext, action: string, change: Change): Promise<StoredOrder> =>
  carryOut(context, action, change, asOrder);

/** If the stock does not change, only the order is written; else inventory settles it first. */
async function carryOut<T>(
  context: FlowContext,
  action: string,
  change: Change,
  answer: (saved: StoredOrder) => T,
): Promise<T> {
  const { before, after, at } = change;
  const { meta, headers, call, runSaga, transact } = context;
  if (wantsSame(before, after)) {
    return transact(meta, { action, headers }, async (tx) => {
      const saved = (await writeOrder(tx, before, after)) ?? (await writtenAgain(tx, change, headers));
      if (!saved)
        throw fail("conflict", "This order has just been changed by someone else; repeat the request.");
      return answer(saved);
    });
  }
  const order_id = after.id;
  const { turn } = await call(orderStockTurn, { order_id });
  const { saved } = await runSaga(settlingOrder, {
    subject: `sales_order:${order_id}`,
    meta,
    headers,
    data: {
      ...{ order_id, ref: after.number, turn, event_date: at.today, before, after, costs: [] },
      ...{ wanted: wantedBy(after), earlier: wantedBy(before) },
    },
    answer: (data) => data.saved && answer(data.saved),
  });
  return answer(saved!);
}

/** The work on what another request has made of the order meanwhile, unless the caller named its version. */
async function writtenAgain(
  tx: Tx,
  { before, again }: Change,
  { if_match }: Headers,
): Promise<StoredOrder | null> {
  const current = before && again && !if_match ? await tx.get(salesOrder, before.id) : null;
  if (!current || !again || current.deleted_at) return null;
  const after = again(current);
  return wantsSame(current, after) ? writeOver(tx, current, after) : null;
}
