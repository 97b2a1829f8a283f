/** How Candle's operations on contracts and carts are called, and what shows that they worked. */
import type { Json } from "./backroom.ts";
import { type CandleWorld, uuidOf } from "./candle.ts";
import { must, type Ok, someone, type Trials } from "./candle-people.ts";
import { sameFields, type Trial } from "./conformance.ts";

export function candleContracts(world: () => CandleWorld, ok: Ok): Trials {
  const person = (): Promise<Json> => ok("POST", "/users", { email: someone() });
  const product = async (more: Json = {}): Promise<Json> =>
    ok("POST", "/products", { name: "Hat", price: 20, quantity: 50, user_id: (await person()).id, ...more });
  /** A draft of two hats for the signed-in user. */
  const draft = async (more: Json = {}): Promise<Json> =>
    ok("POST", "/contracts", {
      items: [{ product_id: (await product()).id, quantity: 2 }],
      ...{ buyers: [{ user_id: world().me.id }], includeStripeFees: true, ...more },
    });
  const native = (id: string) => world().owner.ok.get(`/contracts/${uuidOf(id)}`);
  const state = async () => {
    const [{ count }, { data }] = [
      await world().owner.ok.get("/contracts?include=count&limit=1"),
      await world().owner.ok.get("/contracts?sort=-created_at&limit=1"),
    ];
    return [count, data[0]?.id, data[0]?.version];
  };
  /** The contract as it is shown reads the same by its address, and is balanced. */
  const same = async (answer: Json) => {
    sameFields(answer, await ok("GET", `/contracts/${answer.id}`), "its own address");
    const cents = (rows: Json[], name: string) =>
      rows.reduce((sum, each) => sum + Math.round(each[name] * 100), 0);
    const { total, buyers, sellers, fees } = answer;
    const own = Math.round((answer.stripeFee + answer.candleFee + answer.platformFee) * 100);
    const [due, given] = [cents(buyers, "due"), cents(sellers, "owed") + own + cents(fees, "amount")];
    must(!buyers.length || due === Math.round(total * 100), `due ${due}, total ${total}`);
    must(given === Math.round(total * 100), `given ${given}, total ${total}`);
    must((await native(answer.id)).total === Math.round(total * 100), "another total natively");
  };
  const one: Pick<Trial, "foreign" | "state"> = { foreign: "refused", state };
  const made = async () => ({ params: { id: (await draft()).id } });
  const list = (path: () => string): Trial => ({
    ...{ foreign: path().includes("user") ? "refused" : "its own", state: async () => null },
    async full() {
      await draft();
      await draft();
      return { query: "limit=100", params: { user_id: world().me.id } };
    },
    async proof(_asked, answer) {
      must(answer.length > 1, "too few");
      const first = await world().own("GET", `${path()}?limit=1`);
      const cursor = encodeURIComponent(first.headers.get("backroom-next-cursor") ?? "");
      const second = await ok("GET", `${path()}?limit=1&cursor=${cursor}`);
      must(second[0].id === answer[1].id, "the cursor leads elsewhere");
    },
  });
  /** A change of a part; `full` on a new draft. */
  const part = (
    full: (contract: Json) => Promise<{ params?: Json; body?: Json }>,
    proof: (answer: Json, body: Json) => void,
    more: Partial<Trial> = {},
  ): Trial => ({
    ...one,
    async full() {
      const contract = await draft({ fees: [{ name: "Packing", amount: 3 }] });
      const { params = {}, ...asked } = await full(contract);
      return { ...asked, params: { id: contract.id, ...params } };
    },
    async proof({ body }, answer) {
      await same(answer);
      proof(answer, body);
    },
    ...more,
  });
  const seen: Trial = { ...one, full: made, proof: (_asked, answer) => same(answer) };
  return {
    "GET /contracts": () => list(() => "/contracts"),
    "GET /contracts/auth": () => ({ ...list(() => "/contracts/auth"), open: "signed in" }),
    "GET /contracts/user/{user_id}/buyer": () => ({
      ...list(() => `/contracts/user/${world().me.id}/buyer`),
      foreign: "refused",
    }),
    "GET /contracts/user/{user_id}/seller": () => ({
      ...{ foreign: "refused", state: async () => null },
      async full() {
        const { sellers } = await draft();
        return { params: { user_id: sellers[0].user_id } };
      },
      async proof({ params }, answer) {
        must(answer.length === 1 && answer[0].sellers[0].user_id === params!.user_id, "another contract");
      },
    }),
    "POST /contracts": () => ({
      ...one,
      async full() {
        const { id: product_id, user_id: seller } = await product();
        return {
          body: {
            ...{ user_id: world().me.id, notes: "Fragile.", due: "2033-07-21T10:00:00Z", currency: "usd" },
            items: [{ product_id, quantity: 2, price: 45 }],
            buyers: [{ user_id: world().me.id }],
            sellers: [{ user_id: seller }],
            fees: [{ name: "Packing", amount: 3.5 }],
            ...{ includeStripeFees: true, includeCandleFees: true, includePlatformFees: true },
          },
        };
      },
      least: async () => ({ body: {} }),
      async proof({ body }, answer) {
        const { items, buyers, sellers, fees, ...plain } = body;
        sameFields(plain, answer, "the answer");
        if (items) sameFields(items[0], answer.items[0], "the answer's items");
        if (fees) sameFields(fees[0], answer.fees[0], "the answer's fees");
        must(answer.subTotal === (items ? 90 : 0) && answer.status === "draft", JSON.stringify(answer));
        await same(answer);
      },
    }),
    "POST /contracts/cart/{cart_id}": () => ({
      ...{ foreign: "refused", state },
      async full() {
        await ok("DELETE", "/carts/auth");
        const cart = await ok("POST", `/carts/auth/product/${(await product()).id}`, { quantity: 2 });
        return { params: { cart_id: cart.id } };
      },
      async proof(_asked, answer) {
        must(answer.subTotal === 40 && answer.user_id === world().me.id, JSON.stringify(answer));
        must((await ok("GET", "/carts/auth")).items.length === 0, "the cart is not empty");
        await same(answer);
      },
    }),
    "GET /contracts/{id}": () => seen,
    "GET /contracts/{id}/sync": () => seen,
    "PUT /contracts/{id}": () => ({
      ...one,
      full: async () => ({
        ...{ params: { id: (await draft({ items: [] })).id } },
        body: { notes: "Heavy.", due: "2033-08-01T10:00:00Z", currency: "eur" },
      }),
      least: async () => ({ ...(await made()), body: {} }),
      async proof({ body }, answer) {
        sameFields(body, answer, "the answer");
        await same(answer);
      },
    }),
    "DELETE /contracts/{id}": () => ({
      ...{ ...one, full: made },
      async proof({ params }, answer) {
        must(answer.id === params!.id, "another contract");
        must((await world().own("GET", `/contracts/${answer.id}`)).status === 404, "it is still there");
        const open = await draft();
        await ok("POST", `/contracts/${open.id}/send`);
        must((await ok("DELETE", `/contracts/${open.id}`)).status === "void", "it is not void");
      },
    }),
    "POST /contracts/{id}/item": () =>
      part(
        async () => ({ body: { product_id: (await product()).id, quantity: 3, price: 12.5 } }),
        ({ items, sellers }, body) => {
          sameFields(body, items[1], "the answer");
          must(sellers.length === 2, "the owner is no seller");
        },
        { least: async () => ({ ...(await made()), body: { product_id: (await product()).id } }) },
      ),
    "DELETE /contracts/{id}/item/{item_id}": () =>
      part(
        async ({ items }) => ({ params: { item_id: items[0].id } }),
        ({ items, sellers }) => must(items.length === 0 && sellers.length === 0, "it is still there"),
      ),
    "POST /contracts/{id}/buyer": () =>
      part(
        async () => ({ body: { user_id: (await person()).id, due: 20 } }),
        ({ buyers }, body) => {
          must(buyers[1].user_id === body.user_id && buyers.length === 2, JSON.stringify(buyers));
          must(!body.due || (buyers[1].pinned && buyers[1].due === 20), JSON.stringify(buyers));
        },
        { least: async () => ({ ...(await made()), body: { user_id: (await person()).id } }) },
      ),
    "PUT /contracts/{id}/buyer/{buyer_id}/due": () =>
      part(
        async ({ id, buyers }) => {
          await ok("POST", `/contracts/${id}/buyer`, { user_id: (await person()).id });
          return { params: { buyer_id: buyers[0].id }, body: { amount: 20 } };
        },
        ({ buyers }) => must(buyers[0].pinned && buyers[0].due === 20, JSON.stringify(buyers)),
      ),
    "DELETE /contracts/{id}/buyer/{buyer_id}": () =>
      part(
        async ({ buyers }) => ({ params: { buyer_id: buyers[0].id } }),
        ({ buyers }) => must(buyers.length === 0, "it is still there"),
      ),
    "POST /contracts/{id}/seller": () =>
      part(
        async () => ({ body: { user_id: (await person()).id, owed: 5 } }),
        ({ sellers }, body) => sameFields({ ...body, pinned: true }, sellers[1], "the answer"),
      ),
    "PUT /contracts/{id}/seller/{seller_id}/owed": () =>
      part(
        async ({ id }) => {
          const { sellers } = await ok("POST", `/contracts/${id}/seller`, {
            user_id: (await person()).id,
            owed: 5,
          });
          return { params: { seller_id: sellers[1].id }, body: { amount: 7.5 } };
        },
        ({ sellers }) => must(sellers[1].owed === 7.5, JSON.stringify(sellers)),
      ),
    "DELETE /contracts/{id}/seller/{seller_id}": () =>
      part(
        async ({ id }) => {
          const { sellers } = await ok("POST", `/contracts/${id}/seller`, {
            user_id: (await person()).id,
            owed: 5,
          });
          return { params: { seller_id: sellers[1].id } };
        },
        ({ sellers }) => must(sellers.length === 1, "it is still there"),
      ),
    "POST /contracts/{id}/fee": () =>
      part(
        async () => ({ body: { name: "Gift wrap", amount: 2.25 } }),
        ({ fees }, body) => sameFields({ ...body, payer: "buyer" }, fees[1], "the answer"),
      ),
    "PUT /contracts/{id}/fee/{fee_id}": () =>
      part(
        async ({ fees }) => ({ params: { fee_id: fees[0].id }, body: { name: "Crate", amount: 4 } }),
        ({ fees }, body) => sameFields(body, fees[0], "the answer"),
      ),
    "DELETE /contracts/{id}/fee/{fee_id}": () =>
      part(
        async ({ fees }) => ({ params: { fee_id: fees[0].id } }),
        ({ fees }) => must(fees.length === 0, "it is still there"),
      ),
    "PUT /contracts/{id}/fee_inclusion": () =>
      part(
        async () => ({
          body: { includeStripeFees: false, includeCandleFees: true, includePlatformFees: true },
        }),
        (answer, body) => sameFields(body, answer, "the answer"),
        { wrong: { included: "perhaps" } },
      ),
    "POST /contracts/{id}/send": () =>
      part(
        async () => ({}),
        ({ status, sent, lastSent }) =>
          must(status === "open" && sent && sent === lastSent, `${status} ${sent}`),
      ),
  };
}

export function candleCarts(world: () => CandleWorld, ok: Ok): Trials {
  const product = async (): Promise<Json> => {
    const { id: user_id } = await ok("POST", "/users", { email: someone() });
    return ok("POST", "/products", { name: "Hat", price: 20, quantity: 50, user_id });
  };
  const mine = () => ok("GET", "/carts/auth");
  const state = async () => (await mine()).items;
  const filled = async (): Promise<Json> => {
    await ok("DELETE", "/carts/auth");
    return ok("POST", `/carts/auth/product/${(await product()).id}`, { quantity: 2 });
  };
  const own = { open: "signed in", state } as const;
  const same = async (answer: Json) => sameFields(answer, await mine(), "its own address");
  const withItem = async () => ({ params: { cart_item_id: (await filled()).items[0].id } });
  return {
    "GET /carts/auth": () => ({
      ...{ ...own, foreign: "its own", state: async () => null },
      async full() {
        await filled();
        return {};
      },
      async proof(_asked, answer) {
        sameFields({ name: "Hat", quantity: 2, price: 20, available: true }, answer.items[0], "the answer");
        must(answer.user_id === world().me.id, "another user's");
      },
    }),
    "POST /carts/auth/product/{product_id}": () => ({
      ...{ ...own, foreign: "refused", wrong: { quantity: "two" } },
      full: async () => ({ params: { product_id: (await product()).id }, body: { quantity: 3 } }),
      least: async () => ({ params: { product_id: (await product()).id } }),
      async proof({ params, body }, answer) {
        const item = answer.items.find((each: Json) => each.product_id === params!.product_id);
        must(item.quantity === (body?.quantity ?? 1), JSON.stringify(item));
        await same(answer);
      },
    }),
    "DELETE /carts/auth": () => ({
      ...{ ...own, foreign: "its own" },
      async full() {
        await filled();
        return {};
      },
      async proof(_asked, answer) {
        must(answer.items.length === 0, "it is not empty");
        await same(answer);
      },
    }),
    "DELETE /carts/auth/item/{cart_item_id}": () => ({
      ...{ ...own, foreign: "refused", full: withItem },
      async proof(_asked, answer) {
        must(answer.items.length === 0, "it is still there");
        await same(answer);
      },
    }),
    "PUT /carts/auth/item/{cart_item_id}": () => ({
      ...{ ...own, foreign: "refused", wrong: { quantity: "two" } },
      full: async () => ({ ...(await withItem()), body: { quantity: 7 } }),
      async proof(_asked, answer) {
        must(answer.items[0].quantity === 7, JSON.stringify(answer));
        await same(answer);
      },
    }),
  };
}
