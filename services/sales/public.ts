/** What others may know of sales: resources, operations and events as declarations. */
import { event } from "../../shared/events/event.ts";
import {
  choice,
  count,
  flag,
  group,
  id,
  instant,
  list,
  money,
  ref,
  text,
  value,
} from "../../shared/fields/index.ts";
import type { Entity } from "../../shared/resource/resource.ts";
import { entityOf, listInput, operation, pageOf, shapeOf } from "../../shared/service/operation.ts";
import {
  lineInput,
  paymentInput,
  paymentTypes,
  refund,
  register,
  registerSession,
  sale,
  saleLine as storedLine,
} from "./resources/sale.ts";
import { saleLine } from "./resources/sale-line.ts";

export * from "./public/outside.ts";
export * from "./public/reports.ts";
export { channels, paymentTypes } from "./resources/sale.ts";
export { refund, register, registerSession, sale, saleLine };

const basket = {
  store_id: sale.fields.store_id,
  register_id: sale.fields.register_id,
  customer_id: sale.fields.customer_id,
  lines: list(group(lineInput), { default: [], max: 200 }),
  discounts: sale.fields.discounts,
} as const;

export const createSale = operation({
  name: "sales.sale.create",
  http: "POST /sales",
  status: 201,
  scope: "write:sales",
  about: "Opens a sale and prices it (5.1–5.7); an open sale holds nothing (SALE-2).",
  input: {
    ...basket,
    memo: sale.fields.memo,
    metadata: sale.fields.metadata,
    channel: sale.fields.channel,
    external_ref: sale.fields.external_ref,
  },
  output: entityOf(sale),
});

const bill = {
  payments: list(group(paymentInput), { default: [], max: 20 }),
  expected_total: money({ optional: true, about: "409 total_changed when the total is another (TOT-2)." }),
} as const;

export const ringUpSale = operation({
  name: "sales.sale.ring_up",
  http: "POST /sales/ring-up",
  status: 201,
  scope: "write:sales",
  about:
    "Prices, settles and finalises a basket at once (SALE-1); when it cannot, there is no sale, no hold and no journal.",
  input: { ...createSale.input, lines: list(group(lineInput), { min: 1, max: 200 }), ...bill },
  output: entityOf(sale),
});

export const changeSale = operation({
  name: "sales.sale.change",
  http: "PATCH /sales/{id}",
  change: true,
  scope: "write:sales",
  about:
    "Changes a sale: lines, discounts and customer while it is open, memo and metadata at any time (SAL-1).",
  input: { id: id(), ...basket, memo: sale.fields.memo, metadata: sale.fields.metadata },
  output: entityOf(sale),
});

export const addNote = operation({
  name: "sales.sale.note",
  http: "POST /sales/{id}/notes",
  status: 201,
  scope: "write:sales",
  about: "Adds a note to a sale, in any state.",
  input: { id: id(), body: text({ max: 2000 }) },
  output: entityOf(sale),
});

export const quoteSale = operation({
  name: "sales.sale.quote",
  http: "POST /sales/quote",
  scope: "read:sales",
  about: "What a sale would come to and who would get what; writes nothing.",
  input: { ...basket, payments: list(group(paymentInput), { default: [], max: 20 }) },
  output: shapeOf({
    currency: text(),
    lines: list(group(storedLine)),
    subtotal: sale.fields.subtotal,
    discount_total: sale.fields.discount_total,
    tax_total: sale.fields.tax_total,
    total: sale.fields.total,
    change: money({ min: -1e13, max: 1e13, about: "Negative: still to pay." }),
    cogs: sale.fields.cogs,
    consignor_portion: sale.fields.consignor_portion,
    store_portion: sale.fields.store_portion,
    cash_rounding_adjustment: sale.fields.cash_rounding_adjustment,
    warnings: sale.fields.warnings,
    shares: list(group({ account_id: id(), amount: money() })),
    unavailable_item_ids: list(id()),
  }),
});

export const finalizeSale = operation({
  name: "sales.sale.finalize",
  http: "POST /sales/{id}/finalize",
  scope: "write:sales",
  about: "Finalises a sale: sells its pieces once, takes the payments, posts its journal (SALE-1).",
  input: { id: id(), ...bill },
  output: entityOf(sale),
});

export const completeSale = operation({
  name: "sales.sale.complete",
  change: true,
  about: "Changes an open sale and finalises it as it is then: both, or neither.",
  input: { ...changeSale.input, ...bill },
  output: entityOf(sale),
});

export const parkSale = operation({
  name: "sales.sale.park",
  http: "POST /sales/{id}/park",
  scope: "write:sales",
  about: "Parks an open sale and holds its pieces (SALE-2).",
  input: { id: id(), hold_until: instant({ optional: true }) },
  output: entityOf(sale),
});

export const unparkSale = operation({
  name: "sales.sale.unpark",
  http: "POST /sales/{id}/unpark",
  scope: "write:sales",
  about: "Opens a parked sale again and gives its pieces back.",
  input: { id: id() },
  output: entityOf(sale),
});

export const discardSale = operation({
  name: "sales.sale.discard",
  http: "POST /sales/{id}/discard",
  scope: "write:sales",
  about: "Discards an open or parked sale.",
  input: { id: id() },
  output: entityOf(sale),
});

export const voidSale = operation({
  name: "sales.sale.void",
  http: "POST /sales/{id}/void",
  scope: "void:sales",
  about: "It never happened: exact reversal, all pieces back for sale (VOID-1).",
  input: { id: id(), reason: text({ optional: true, max: 1000 }) },
  output: entityOf(sale),
});

export const refundSale = operation({
  name: "sales.sale.refund",
  http: "POST /sales/{id}/refund",
  status: 201,
  tag: "refunds",
  scope: "refund:sales",
  about: "Refunds units of lines, or an amount; everything that is left when neither is told (REF-1…7).",
  input: {
    id: id(),
    lines: list(
      group({
        line_id: id(),
        quantity: count({ min: 1, max: 1_000_000 }),
        restock: flag({ default: true }),
        status: choice(["damaged", "returned_to_owner"], {
          optional: true,
          about: "Where units go that are not restocked.",
        }),
      }),
      { optional: true, min: 1, max: 200 },
    ),
    amount: money({ optional: true, min: 1 }),
    line_id: id({ optional: true, about: "With amount: the line it is given back on." }),
    bearer: choice(["shared", "store"], { optional: true }),
    method: choice(["original", ...paymentTypes] as const, { default: "original" }),
    account_id: id({ optional: true, about: "Whose store credit it goes to." }),
    gift_card_id: id({ optional: true }),
    register_id: ref("sales.register", {
      optional: true,
      about: "The register that pays it back; absent: the one that sold.",
    }),
    reason: text({ optional: true, max: 1000 }),
  },
  output: entityOf(refund),
});

export const listSaleLines = operation({
  name: "sales.sale_line.list",
  http: "GET /sale-lines",
  scope: "read:item_sales",
  about: "Lines of finalised sales with the sale around each, newest first.",
  paged: saleLine,
  input: listInput,
  output: pageOf(entityOf(saleLine)),
});

export const getSaleLine = operation({
  name: "sales.sale_line.get",
  http: "GET /sale-lines/{id}",
  scope: "read:item_sales",
  about: "Shows a line of a finalised sale.",
  input: { id: id() },
  expands: saleLine,
  output: entityOf(saleLine),
});

export const openSession = operation({
  name: "sales.register_session.open",
  http: "POST /register-sessions",
  status: 201,
  scope: "write:registers",
  about: "Opens a register with its float; one open session per register.",
  input: {
    register_id: registerSession.fields.register_id,
    opening_float: registerSession.fields.opening_float,
    memo: registerSession.fields.memo,
  },
  output: entityOf(registerSession),
});

export const closeSession = operation({
  name: "sales.register_session.close",
  http: "POST /register-sessions/{id}/close",
  scope: "write:registers",
  about:
    "Closes a session with the counted cash. `expected` is the float plus all cash that was moved in the session: sales, refunds, voids, payouts and gift cards.",
  input: { id: id(), counted: money(), memo: text({ optional: true, max: 1000 }) },
  output: entityOf(registerSession),
});

export const openRegisterSession = operation({
  name: "sales.register.open_session",
  about: "The session that is open at a register, or null, and its store with its time zone.",
  input: { register_id: id() },
  output: shapeOf({ session_id: id({ optional: true }), store_id: id({ optional: true }), timezone: text() }),
});

const whole = { sale: value<Entity<typeof sale>>() } as const;
const saleEvent = (state: string, about: string) =>
  event({ type: `sale.${state}`, service: "sales", about, data: whole });

export const saleEvents = {
  opened: saleEvent("opened", "A sale was opened."),
  changed: saleEvent("changed", "Lines, discounts or customer of an open sale changed."),
  parked: saleEvent("parked", "A sale was parked; its pieces are held."),
  unparked: saleEvent("unparked", "A parked sale is open again."),
  discarded: saleEvent("discarded", "A sale was discarded."),
} as const;

export const saleFinalized = saleEvent(
  "finalized",
  "A sale was finalised: its lines with every portion, its payments and totals.",
);
export const saleVoided = saleEvent("voided", "A finalised sale was voided.");
export const saleRefunded = event({
  type: "sale.refunded",
  service: "sales",
  about: "Something of a sale went back: the refund with its components, and the sale after it.",
  data: { refund: value<Entity<typeof refund>>(), ...whole },
});
export const registerClosed = event({
  type: "register.closed",
  service: "sales",
  about: "A register session was closed.",
  data: { session: value<Entity<typeof registerSession>>() },
});
