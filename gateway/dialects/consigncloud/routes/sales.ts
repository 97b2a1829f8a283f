/** Sales and what was sold (21.4). */
import { account, apiKey } from "../../../../services/accounts/public.ts";
import { store } from "../../../../services/inventory/public.ts";
import {
  changeSale,
  completeSale,
  createSale,
  getSaleLine,
  listSaleLines,
  quoteSale,
  refundSale,
  register,
  ringUpSale,
  sale,
  saleLine,
  voidSale,
} from "../../../../services/sales/public.ts";
import { notFound } from "../../../../shared/errors.ts";
import type { Page } from "../../../../shared/page.ts";
import type { RouteRow } from "../../../row.ts";
import { act } from "../../../wire/action.ts";
import { type Crud, crud } from "../../../wire/crud.ts";
import {
  filterParameters,
  listOf,
  nothingOffered,
  offeredBy,
  pageIn,
  plainFilter,
} from "../../../wire/lists.ts";
import { type Row, schemaOf, shape } from "../../../wire/shape.ts";
import { type Speech, speak, type Talk } from "../../../wire/talk.ts";
import { accountBrief } from "../shapes/accounts.ts";
import { locationShape, namedShape } from "../shapes/catalog.ts";
import { lineShape, paymentTypes, refundBody, saleBody, saleShape } from "../shapes/sales.ts";
import { isReal, saleFilter } from "../shapes/words.ts";
import { includes } from "./items.ts";

const tag = "Sales";

export const saleTable: Crud = {
  at: "/sales",
  names: ["Sale", "Sales"],
  tag,
  resource: sale,
  shape: saleShape,
  verbs: ["list", "get"],
  filters: { status: saleFilter, payment_type: plainFilter("payment_type", paymentTypes) },
  expands: {
    customer: { many: account.actions.many.name, shape: accountBrief },
    location: { many: store.actions.many.name, shape: locationShape },
    register: { many: register.actions.many.name, shape: namedShape },
    cashier: { many: apiKey.actions.many.name, shape: namedShape },
    pending_swipe: {},
  },
};

const showSale = (talk: Talk, row: Row) =>
  talk.show(saleShape, row, isReal(talk.wire) ? new Set(["status"]) : undefined);

/** With payments a sale is rung up at once; without, it is opened. */
async function create(talk: Talk, { payments, ...basket }: Row): Promise<Row> {
  const given = payments as Row[] | undefined;
  return (await finishes(talk, given, async () => basket))
    ? talk.call<Row>(ringUpSale.name, { ...basket, payments: realPayments(given) })
    : talk.call<Row>(createSale.name, basket);
}

/** Payments finalise it, as it is after the changes: both or neither. */
async function change(talk: Talk, { id, payments, ...changes }: Row): Promise<Row> {
  const given = payments as Row[] | undefined;
  return (await finishes(talk, given, () => basketAfter(talk, id, changes)))
    ? talk.call<Row>(completeSale.name, { id, ...changes, payments: realPayments(given) })
    : talk.call<Row>(changeSale.name, { id, ...changes });
}

/** Any payment asks for the end of a sale; an empty list does where nothing is due. */
async function finishes(
  talk: Talk,
  payments: readonly Row[] | undefined,
  basketOf: () => Promise<Row | null>,
): Promise<boolean> {
  if (!payments) return false;
  if (payments.length) return true;
  const basket = await basketOf();
  if (!(basket?.lines as Row[] | undefined)?.length) return false;
  const { store_id, register_id, customer_id, lines, discounts } = basket!;
  const asked = { store_id, register_id, customer_id, lines, discounts };
  const quote = await talk.call<{ total: number }>(quoteSale.name, asked, { trial: true });
  return quote.total === 0;
}

/** A payment of nothing is none. */
const realPayments = (payments: readonly Row[] = []) => payments.filter(({ amount }) => amount !== 0);

async function basketAfter(talk: Talk, id: unknown, changes: Row): Promise<Row | null> {
  const before = await talk.call<Row>(sale.actions.get.name, { id }, { trial: true });
  if (before.status !== "open") return null;
  return { ...before, lines: basketOf(before.lines as Row[]), ...changes };
}

const basketOf = (lines: readonly Row[]) =>
  lines.map(({ item_id, quantity = 1, discounts = [] }) => ({ item_id, quantity, discounts }));

export function saleRows(speech: Speech): RouteRow[] {
  const entry = schemaOf(saleShape, "shown");
  const one = { id: "id" };
  return [
    ...crud(speech, saleTable, includes),
    act(speech, {
      method: "POST",
      path: "/sales",
      scope: "write:sales",
      tag,
      name: "createSale",
      body: saleBody,
      required: true,
      schema: entry,
      about: "Opens a sale; with payments that cover it, it is completed at once.",
      run: async (talk, input) => showSale(talk, await create(talk, input)),
    }),
    act(speech, {
      method: "PATCH",
      path: "/sales/{id}",
      scope: "write:sales",
      tag,
      name: "updateSale",
      params: one,
      body: saleBody,
      required: true,
      schema: entry,
      about: "Changes an open sale; payments complete it.",
      run: async (talk, input) => showSale(talk, await change(talk, input)),
    }),
    act(speech, {
      method: "POST",
      path: "/sales/{id}/void",
      scope: "write:sales",
      tag,
      name: "voidSale",
      params: one,
      body: shape("Nothing", {}),
      schema: entry,
      about: "Voids a sale: it never happened.",
      run: async (talk, input) => showSale(talk, await talk.call<Row>(voidSale.name, input)),
    }),
    act(speech, {
      method: "POST",
      path: "/sales/{id}/refund",
      scope: "write:sales",
      tag,
      name: "refundSale",
      params: one,
      body: refundBody,
      schema: entry,
      about: "Gives back items or an amount; everything that is left when neither is told.",
      async run(talk, input) {
        await talk.call(refundSale.name, input);
        return showSale(talk, await talk.call<Row>(sale.actions.get.name, { id: input.id }, { trial: true }));
      },
    }),
    ...lineRows(speech),
  ];
}

function lineRows(speech: Speech): RouteRow[] {
  const offered = offeredBy(lineShape, saleLine, { item: plainFilter("item_id") });
  const page = speech.paging.schema(schemaOf(lineShape, "shown"));
  const ofItem = async (talk: Talk, item_id: string, id?: string): Promise<Row> => {
    const conditions = [{ field: "item_id", op: "eq", value: item_id }];
    const found = id
      ? await talk.call<Row>(getSaleLine.name, { id }, { trial: true })
      : (await talk.call<Page<Row>>(listSaleLines.name, { conditions, limit: 1 }, { trial: true })).data[0];
    if (!found || found.item_id !== item_id) throw notFound("sale");
    return found;
  };
  return [
    speak(speech, {
      method: "GET",
      path: "/item-sales",
      scope: "read:item_sales",
      document: {
        operation_id: "listItemSales",
        tag: "Item sales",
        about: "Browses sold items.",
        parameters: [...filterParameters(offered.filters), ...speech.paging.parameters],
        schema: page,
      },
      run: (talk) => pageIn(speech, talk, lineShape, listSaleLines.name, listOf(speech, talk, offered)),
    }),
    speak(speech, {
      method: "GET",
      path: "/items/{item_id}/sale",
      scope: "read:item_sales",
      document: {
        operation_id: "getSaleOfItem",
        tag: "Item sales",
        about: "The latest sale of an item; all of them as a page in the real variant.",
        parameters: [...speech.paging.parameters],
        schema: schemaOf(lineShape, "shown"),
      },
      async run(talk) {
        const item_id = talk.asked.params.item_id!.toLowerCase();
        const line = await ofItem(talk, item_id);
        if (!isReal(talk.wire)) return talk.show(lineShape, line);
        const list = listOf(speech, talk, { ...nothingOffered, sorts: offered.sorts });
        return pageIn(speech, talk, lineShape, listSaleLines.name, {
          ...list,
          conditions: [{ field: "item_id", op: "eq", value: item_id }],
        });
      },
    }),
    act(speech, {
      method: "GET",
      path: "/items/{item_id}/sale/{id}",
      scope: "read:item_sales",
      tag: "Item sales",
      name: "getItemSale",
      params: { item_id: "item_id", id: "id" },
      schema: schemaOf(lineShape, "shown"),
      about: "One sale of an item.",
      run: async (talk, { item_id, id }) =>
        talk.show(lineShape, await ofItem(talk, String(item_id), String(id))),
    }),
    act(speech, {
      method: "GET",
      path: "/sales/{id}/line-items",
      scope: "read:item_sales",
      tag,
      name: "listLineItems",
      params: { id: "id" },
      schema: page,
      about: "The lines of a sale.",
      async run(talk, { id }) {
        const found = await talk.call<Row>(sale.actions.get.name, { id }, { trial: true });
        const { id: sale_id, number: sale_number, finalized_at, store_id, customer_id } = found;
        const lines = (found.lines as Row[]).map((line) => ({
          ...line,
          sale_id,
          sale_number,
          finalized_at,
          store_id,
          customer_id,
        }));
        return { data: await talk.showEach(lineShape, lines), next_cursor: null };
      },
    }),
  ];
}
