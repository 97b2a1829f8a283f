/** Operations that create, change and quote sales, their lines, and the events about them. */
import { event } from "../../../shared/events/event.ts";
import { group, id, list, money, signed, text, value } from "../../../shared/fields/index.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { entityOf, listInput, operation, pageOf, shapeOf } from "../../../shared/service/operation.ts";
import { giftCardInput, MAX_CARDS } from "../lines/gift-card-line.ts";
import { lineInput, saleLine as storedLine } from "../lines/line.ts";
import { paymentInput, sale } from "./sale.ts";
import { saleLine } from "./sale-line.ts";

const basket = {
  store_id: sale.fields.store_id,
  register_id: sale.fields.register_id,
  customer_id: sale.fields.customer_id,
  lines: list(group(lineInput), { default: [], max: 200 }),
  gift_cards: list(group(giftCardInput), {
    default: [],
    max: MAX_CARDS,
    about: "Gift cards to sell; requires the scope `write:gift_cards`.",
  }),
  discounts: sale.fields.discounts,
} as const;

export const createSale = operation({
  name: "sales.sale.create",
  http: "POST /sales",
  status: 201,
  scope: "write:sales",
  about: "Create a sale. Opens a sale and prices it. An open sale does not hold its items. Returns the sale.",
  refuses: ["unprocessable"],
  input: {
    ...basket,
    memo: sale.fields.memo,
    metadata: sale.fields.metadata,
    channel: sale.fields.channel,
    external_ref: sale.fields.external_ref,
  },
  output: entityOf(sale),
});

export const changeSale = operation({
  name: "sales.sale.change",
  http: "PATCH /sales/{id}",
  change: true,
  scope: "write:sales",
  about:
    "Change a sale. Lines, discounts and customer can be changed while it is open, memo and metadata at any time. Returns the sale with its new prices.",
  refuses: ["invalid_transition", "unprocessable"],
  input: { id: id(), ...basket, memo: sale.fields.memo, metadata: sale.fields.metadata },
  output: entityOf(sale),
});

export const addNote = operation({
  name: "sales.sale.note",
  http: "POST /sales/{id}/notes",
  status: 201,
  scope: "write:sales",
  about: "Add a note to a sale. Allowed in any status. Returns the sale.",
  input: { id: id(), body: text({ max: 2000 }) },
  output: entityOf(sale),
});

export const quoteSale = operation({
  name: "sales.sale.quote",
  http: "POST /sales/quote",
  scope: "read:sales",
  about: "Quote a sale. Returns what a sale would come to and who would get what. Nothing is stored.",
  refuses: ["unprocessable"],
  input: { ...basket, payments: list(group(paymentInput), { default: [], max: 20 }) },
  output: shapeOf({
    currency: text(),
    lines: list(group(storedLine)),
    subtotal: sale.fields.subtotal,
    discount_total: sale.fields.discount_total,
    tax_total: sale.fields.tax_total,
    gift_card_total: sale.fields.gift_card_total,
    total: sale.fields.total,
    change: money({ ...signed, about: "Negative: still to pay." }),
    cogs: sale.fields.cogs,
    consignor_portion: sale.fields.consignor_portion,
    store_portion: sale.fields.store_portion,
    cash_rounding_adjustment: sale.fields.cash_rounding_adjustment,
    line_item_count: sale.fields.line_item_count,
    warnings: sale.fields.warnings,
    shares: list(group({ account_id: id(), amount: money() })),
    unavailable_item_ids: list(id()),
  }),
});

export const listSaleLines = operation({
  name: "sales.sale_line.list",
  http: "GET /sale-lines",
  scope: "read:item_sales",
  about: "List sale lines. Returns lines of finalized sales, each with its sale, newest first.",
  paged: saleLine,
  input: listInput,
  output: pageOf(entityOf(saleLine)),
});

export const getSaleLine = operation({
  name: "sales.sale_line.get",
  http: "GET /sale-lines/{id}",
  scope: "read:item_sales",
  about: "Get a sale line. Returns a line of a finalized sale.",
  input: { id: id() },
  expands: saleLine,
  output: entityOf(saleLine),
});

export const noteSaleCosts = operation({
  name: "sales.sale.note_costs",
  about:
    "Notes what goods in quantity cost that a finalized sale took out of stock (LNK-7); once for each line.",
  input: { id: id(), costs: list(group({ line_id: id(), entry_id: id(), cost: money({ max: 1e13 }) })) },
  output: entityOf(sale),
});

export const saleData = { sale: value<Entity<typeof sale>>() } as const;
const saleEvent = (state: string, about: string) =>
  event({ type: `sale.${state}`, service: "sales", about, data: saleData });

export const saleEvents = {
  opened: saleEvent("opened", "A sale was opened."),
  changed: saleEvent(
    "changed",
    "Lines, discounts or customer of an open sale changed, or what was paid of one on lay-by.",
  ),
  parked: saleEvent("parked", "A sale was parked; its pieces are held."),
  unparked: saleEvent("unparked", "A parked sale is open again."),
  discarded: saleEvent("discarded", "A sale was discarded."),
} as const;

export const saleFinalized = saleEvent(
  "finalized",
  "A sale was finalized: its lines with every portion, its payments and totals.",
);
export const saleCosted = saleEvent(
  "costed",
  "Goods of a finalized sale left the stock: its lines say what they cost, and their margin tax follows (LNK-7, TAX-5).",
);
export const saleVoided = saleEvent("voided", "A finalized sale was voided.");
