/** How the operations on purchase, work and production orders are called: the same way under different names. */
import type { Json } from "./backroom.ts";
import { sameFields, type Trial } from "./conformance.ts";
import type { PharusWorld } from "./pharus.ts";

export type Ok = (method: string, path: string, body?: Json) => Promise<Json>;

const must = (fits: boolean, told: string) => {
  if (!fits) throw new Error(told);
};

/** Goods have arrived in the past alone. */
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/** One kind of orders. */
export type OrderKind = {
  /** "purchase-order": its addresses are made of it. */
  word: string;
  /** "purchaseOrder": the name in its envelope. */
  of: string;
  /** Its native collections. */
  native: { orders: string; receipts: string };
  /** A new order with every documented field, not placed yet. */
  order(): Promise<Json>;
  /** What the order shows of a body, beside what is the same. */
  shown?(body: Json): Json;
  item(): Promise<Json>;
  shownItem(body: Json): Json;
  change: Json;
  itemChange: Json;
  /** Puts an order into a state in which goods may arrive, and what these need into stock. */
  ready(whole: Json): Promise<void>;
  statuses: readonly string[];
};

/** Trials by "METHOD /path"; `world` is there once they are called. */
export function orderTrials(world: () => PharusWorld, ok: Ok, kind: OrderKind): Record<string, () => Trial> {
  const { word, of, native } = kind;
  const [orders, items, receipts] = [`/${word}s`, `/${word}-items`, `/${word}-receipts`];
  const itemId = `${of}ItemId`;
  const { order, item, shownItem } = kind;
  const shown = ({ items: _items, ...body }: Json) => ({ ...body, ...kind.shown?.(body) });

  const create = async (): Promise<Json> => ok("POST", orders, await order());
  const get = (id: string) => ok("GET", `${orders}/${id}`);
  const listed = async (id: string): Promise<Json> => {
    for (let cursor = ""; ; ) {
      const page = await ok("GET", `${orders}?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      const found = page.data.find((each: Json) => each.id === id);
      if (found || !page.nextCursor) return found;
      cursor = page.nextCursor;
    }
  };
  /** Everything that a refused request could have changed. */
  const state = async () => {
    const { owner } = world();
    const latest = "sort=-created_at&limit=5&include=count";
    return Promise.all([
      owner.ok.get(`${native.orders}?${latest}`),
      owner.ok.get(`${native.receipts}?${latest}`),
      owner.ok.get(`/stock-entries?${latest}`),
    ]);
  };
  const running = async () => {
    const whole = await create();
    await kind.ready(whole);
    return whole;
  };
  const receiptOf = ({ items: [first] }: Json, quantity = 1) => ({
    ...{ receiptDate: daysAgo(1), notes: "Wet" },
    items: [{ [itemId]: first.id, quantity }],
  });
  const received = async () => {
    const whole = await running();
    return ok("POST", `${orders}/${whole[of].id}/receipts`, receiptOf(whole));
  };
  const reads = { foreign: "refused", state: async () => null } as const;
  const writes = { foreign: "refused", state } as const;
  const gone = async (path: string) => {
    for (const method of ["GET", "PATCH", "DELETE"]) {
      const { status } = await world().own(method, path, method === "PATCH" ? {} : undefined);
      must([404, 405].includes(status), `${method} ${path} answers ${status}`);
    }
  };

  return {
    [`GET ${orders}`]: () => ({
      ...{ foreign: "its own", state: async () => null },
      full: async () => {
        await Promise.all([create(), create()]);
        return {};
      },
      async proof(_asked, { data }) {
        const first = await ok("GET", `${orders}?limit=1`);
        const second = await ok("GET", `${orders}?limit=1&cursor=${encodeURIComponent(first.nextCursor)}`);
        must(
          first.data[0].id === data[0].id && second.data[0].id === data[1].id,
          "the cursor leads elsewhere",
        );
      },
    }),
    [`POST ${orders}`]: () => ({
      ...{ ...writes, full: async () => ({ body: await order() }) },
      async proof({ body }, answer) {
        sameFields(shown(body), answer[of], "the answer");
        for (const [i, sent] of body.items.entries())
          sameFields(shownItem(sent), answer.items[i], "its items");
        sameFields(answer, await get(answer[of].id), "the order");
        sameFields(answer[of], await listed(answer[of].id), "the list");
      },
    }),
    [`GET ${orders}/{id}`]: () => ({
      ...{ ...reads, full: async () => ({ params: { id: (await create())[of].id } }) },
      proof: async ({ params }, answer) => sameFields(answer[of], await listed(params!.id!), "the list"),
    }),
    [`PATCH ${orders}/{id}`]: () => ({
      ...{ ...writes, full: async () => ({ params: { id: (await create())[of].id }, body: kind.change }) },
      least: async () => ({ params: { id: (await create())[of].id }, body: {} }),
      async proof({ params, body }, answer) {
        sameFields(shown(body), answer, "the answer");
        sameFields(answer, (await get(params!.id!))[of], "the order");
      },
    }),
    [`DELETE ${orders}/{id}`]: () => ({
      ...{ ...writes, full: async () => ({ params: { id: (await running())[of].id } }) },
      async proof({ params }, answer) {
        sameFields({ deletedId: params!.id }, answer, "the answer");
        must(!(await listed(params!.id!)), "it is still in the list");
        await gone(`${orders}/${params!.id}`);
      },
    }),
    [`POST ${orders}/bulk-import`]: () => ({
      ...{ foreign: "its own", state },
      full: async () => ({
        body: { rows: [await order(), { ...(await order()), status: 7 }, await order()] },
      }),
      example: async () => ({ body: { rows: [await order(), await order()] } }),
      async proof({ body }, { ids, results }) {
        must(ids.length === 2 && results[1].status === "error", JSON.stringify(results));
        must(results[1].error.details.errors[0].field === "status", JSON.stringify(results[1]));
        for (const i of [0, 2]) sameFields(shown(body.rows[i]), await listed(results[i].id), "the list");
      },
    }),
    [`POST ${orders}/{id}/items`]: () => ({
      ...writes,
      full: async () => ({ params: { id: (await create())[of].id }, body: await item() }),
      async proof({ params, body }, answer) {
        const made = answer.item ?? answer;
        sameFields({ ...shownItem(body), [`${of}Id`]: params!.id }, made, "the answer");
        sameFields(made, (await get(params!.id!)).items.at(-1), "the order");
      },
    }),
    [`PATCH ${items}/{id}`]: () => ({
      ...{
        ...writes,
        full: async () => ({ params: { id: (await create()).items[0].id }, body: kind.itemChange }),
      },
      least: async () => ({ params: { id: (await create()).items[0].id }, body: {} }),
      async proof({ params, body }, answer) {
        const made = answer.item ?? answer;
        sameFields({ ...shownItem(body), id: params!.id }, made, "the answer");
        sameFields(made, (await get(made[`${of}Id`])).items[0], "the order");
      },
    }),
    [`DELETE ${items}/{id}`]: () => {
      let owner = "";
      return {
        ...writes,
        async full() {
          owner = (await create())[of].id;
          const made = await ok("POST", `${orders}/${owner}/items`, await item());
          return { params: { id: (made.item ?? made).id } };
        },
        async proof({ params }, answer) {
          sameFields({ deletedId: params!.id }, answer, "the answer");
          must(!(await get(owner)).items.some((each: Json) => each.id === params!.id), "it is still there");
          await gone(`${items}/${params!.id}`);
        },
      };
    },
    [`GET ${orders}/{id}/receipts`]: () => ({
      ...{ ...reads, full: async () => ({ params: { id: (await received())[of].id } }) },
      proof: async ({ params }, { data }) =>
        must(data.length === 1 && data[0][`${of}Id`] === params!.id, JSON.stringify(data)),
    }),
    [`POST ${orders}/{id}/receipts`]: () => ({
      ...writes,
      async full() {
        const whole = await running();
        return { params: { id: whole[of].id }, body: receiptOf(whole) };
      },
      async least() {
        const whole = await running();
        return { params: { id: whole[of].id }, body: { items: receiptOf(whole).items } };
      },
      async proof({ params, body }, answer) {
        const [sent] = body.items;
        sameFields({ [itemId]: sent[itemId], quantity: "1.0000" }, answer.receiptItems[0], "its items");
        if (body.receiptDate) sameFields({ receiptDate: body.receiptDate }, answer.receipt, "the answer");
        must(!("notes" in answer.receipt), "D50: the notes of a receipt are shown");
        must(answer[of].status === "Partial" && answer[of].id === params!.id, JSON.stringify(answer[of]));
        sameFields(
          { receipt: answer.receipt, items: answer.receiptItems },
          await ok("GET", `${receipts}/${answer.receipt.id}`),
          "the receipt",
        );
        const { lines, notes } = await world().owner.ok.get(`${native.receipts}/${answer.receipt.id}`);
        must(lines[0].quantity === 1e6 && notes === (body.notes ?? null), JSON.stringify([lines, notes]));
      },
    }),
    [`GET ${receipts}/{id}`]: () => ({
      ...{ ...reads, full: async () => ({ params: { id: (await received()).receipt.id } }) },
      proof: async ({ params }, answer) =>
        must(answer.receipt.id === params!.id && answer.items.length === 1, JSON.stringify(answer)),
    }),
    [`PATCH ${receipts}/{id}`]: () => ({
      ...writes,
      full: async () => ({
        params: { id: (await received()).receipt.id },
        body: { receiptDate: daysAgo(2) },
      }),
      least: async () => ({ params: { id: (await received()).receipt.id }, body: {} }),
      async proof({ params, body }, answer) {
        sameFields(body, answer, "the answer");
        sameFields(answer, (await ok("GET", `${receipts}/${params!.id}`)).receipt, "the receipt");
        const { data } = await world().owner.ok.get(`/stock-entries?source_id=${params!.id}`);
        must(
          data.every((each: Json) => each.event_date === answer.receiptDate),
          JSON.stringify(data),
        );
      },
    }),
    [`DELETE ${receipts}/{id}`]: () => ({
      ...{ ...writes, full: async () => ({ params: { id: (await received()).receipt.id } }) },
      async proof({ params }, answer) {
        sameFields({ deletedId: params!.id }, answer, "the answer");
        await gone(`${receipts}/${params!.id}`);
        const { reversed_at, order_id } = await world().owner.ok.get(`${native.receipts}/${params!.id}`);
        must(Boolean(reversed_at), "natively it is not reversed");
        must(
          (await ok("GET", `${orders}/${order_id}/receipts`)).data.length === 0,
          "it is still in the list",
        );
        must(
          !["Partial", "Received"].includes((await get(order_id))[of].status),
          "the order is still received",
        );
      },
    }),
    [`GET /${word}-statuses`]: () => ({
      ...{ foreign: "its own", state: async () => null, full: async () => ({}) },
      proof: async (_asked, { data }) =>
        must(JSON.stringify(data) === JSON.stringify(kind.statuses), JSON.stringify(data)),
    }),
  };
}
