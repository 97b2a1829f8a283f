/** Stores orders: with the state, the shipped quantities and the sums that follow, and an event for the books. */
import { fail, notFound } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { documentNote } from "../document-notes/document-note.ts";
import { removeNotes } from "../document-notes/remove-notes.ts";
import type { Changes, Document, Store } from "../documents/document.ts";
import { actingUnit, settingsOf } from "../documents/take-number.ts";
import { leavesNumber } from "../sales-orders/new-order.ts";
import { fulfillmentOf } from "../sales-orders/rules/status.ts";
import { type CustomerOrder, customerOrder, type Payment, type Shipment } from "./customer-order.ts";
import { orderMoney } from "./declarations.ts";
import { orMadeElsewhere } from "./made-elsewhere.ts";
import { type BookedOrder, movements } from "./rules/books.rules.ts";
import { paymentTotals } from "./rules/payments.rules.ts";
import { overshipped, shippedOf } from "./rules/shipping.rules.ts";
import { stateOf } from "./rules/state.rules.ts";

export type OrderChanges = Changes & {
  shipments?: Shipment[];
  payments?: Payment[];
  asked_state?: CustomerOrder["asked_state"];
};

type Whole = Pick<Document, "lines" | "grand_gross" | "status"> &
  Pick<CustomerOrder, "shipments" | "payments" | "asked_state">;

/** Everything of an order that follows from the rest of it. */
function derived(order: Whole) {
  const shipped = shippedOf(order.shipments);
  const totals = paymentTotals(order.payments, order.grand_gross);
  const lines = order.lines.map((line) => ({ ...line, shipped: shipped.get(line.id) ?? 0 }));
  return {
    ...{ lines, ...totals, fulfillment: fulfillmentOf(lines) },
    state: stateOf({ ...order, ...totals }),
  };
}

/** A line cannot be removed, nor fall below its shipped quantity (MRC-LIN-2). */
function refuseBelowShipped({ lines, shipments }: Whole): void {
  const found = overshipped(lines, shipments);
  if (!found) return;
  const message = "More of this line is shipped already than the order would then contain.";
  throw fail("conflict", message, { errors: [{ pointer: "/quantity", code: "below_shipped", message }] });
}

function tellBooks(tx: Tx, before: BookedOrder | null, after: CustomerOrder): void {
  const { id, version, number, currency } = after;
  for (const { customer_id, amounts } of movements(before, after.deleted_at ? null : after))
    tx.emit(
      orderMoney,
      { kind: "customer_order", id, version },
      {
        ...{ order_id: id, movement_id: newId(), number, currency },
        customer_id: customer_id ?? id,
        at: tx.now,
        amounts: [...amounts].map(([name, amount]) => ({ name, amount })),
      },
    );
}

/** A change of the status is noted on the order (MRC-DOC-5). */
async function noteStatus(tx: Tx, before: CustomerOrder, { id, status, business_unit_id }: CustomerOrder) {
  if (before.status === status) return;
  const { actor } = tx.meta;
  await tx.insert(documentNote, {
    ...{ context_kind: "order" as const, context_id: id, business_unit_id },
    body: `Status changed from ${before.status ?? "none"} to ${status ?? "none"} by ${actor.kind === "user" ? actor.id : actor.kind}.`,
    author_id: actor.kind === "user" ? actor.id : null,
  });
}

const guarded = {
  customer_statuses: ["customer_id", "customer_contact_id", "customer_snapshot", "metadata"],
  address_statuses: [
    ...["billing_address_id", "billing_address_snapshot", "shipping_address_id", "shipping_address_snapshot"],
  ],
} as const;

/** Null allows a change always, a list only in its states (MRC-DOC-6). */
async function guard(tx: Tx, before: CustomerOrder, changes: Changes): Promise<void> {
  const settings = await settingsOf(tx, before.business_unit_id ?? null);
  for (const list of ["customer_statuses", "address_statuses"] as const) {
    const allowed = settings[list];
    if (allowed === null || (before.status !== null && allowed.includes(before.status))) continue;
    const name = guarded[list].find((each) => changes[each] !== undefined);
    if (!name) continue;
    const message = "The status of the order does not allow this change.";
    throw fail("unprocessable", message, { errors: [{ pointer: `/${name}`, code: "status", message }] });
  }
}

/** Sales orders are the root business unit's, in one list with these (MRC-ONE-4, MRC-INV-8). */
const isOfSalesOrder = async (tx: Tx, number: string, unit: string | null): Promise<boolean> =>
  unit === null && !(await leavesNumber(tx, number));

async function refuseOfSalesOrder(tx: Tx, { number, business_unit_id }: Changes): Promise<void> {
  const unit = business_unit_id === undefined ? actingUnit(tx) : business_unit_id;
  if (number === undefined || !(await isOfSalesOrder(tx, number, unit))) return;
  const message = "A sales order of the wholesale side has this number, or is about to.";
  throw fail("conflict", message, { errors: [{ pointer: "/number", code: "taken", message }] });
}

/** Writes the order with everything that follows. */
export async function saveOrder(
  tx: Tx,
  before: CustomerOrder,
  changes: OrderChanges,
): Promise<CustomerOrder> {
  const after = { ...before, ...changes };
  refuseBelowShipped(after);
  if (changes.number !== before.number)
    await refuseOfSalesOrder(tx, { ...changes, business_unit_id: before.business_unit_id });
  const saved = await tx.save(customerOrder, before, { ...changes, ...derived(after) });
  await noteStatus(tx, before, saved);
  tellBooks(tx, before, saved);
  return saved;
}

export const orders: Store<CustomerOrder> & { save: typeof saveOrder } = {
  kind: "order",
  async target(tx, id) {
    const found = await orMadeElsewhere(tx, { _id: id }, () => tx.target(customerOrder, id));
    if (found.deleted_at) throw notFound("customer_order", id);
    return found;
  },
  isTaken: async (tx, number, business_unit_id) =>
    (await isOfSalesOrder(tx, number, business_unit_id)) ||
    (await tx.count(customerOrder, { number, business_unit_id })) > 0,
  async insert(tx, values) {
    const { lines = [], grand_gross = 0, status = null } = values;
    await refuseOfSalesOrder(tx, values);
    const parts = { shipments: [], payments: [], asked_state: null };
    return tx.insert(customerOrder, {
      ...values,
      ...parts,
      ...derived({ lines, grand_gross, status, ...parts }),
    });
  },
  save: saveOrder,
  guard,
  /** An order with money or goods moved stays while these stand (MRC-DOC-7). */
  async remove(tx, before) {
    if (before.shipments.length || before.payments.length)
      throw fail("conflict", "The order has shipments or payments.");
    await removeNotes(tx, "order", before.id);
    return tx.save(customerOrder, before, { deleted_at: tx.now }, { verb: "deleted" });
  },
};
