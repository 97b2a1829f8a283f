/** How Candle's operations on products are called, and what shows that they worked. */
import type { Json } from "./backroom.ts";
import { type CandleWorld, uuidOf } from "./candle.ts";
import { must, nth, type Ok, type Trials } from "./candle-people.ts";
import { sameFields, type Trial } from "./conformance.ts";

export function candleProducts(world: () => CandleWorld, ok: Ok): Trials {
  const whole = (): Json => ({
    ...{ user_id: world().me.id, name: `Hat ${nth()}`, description: "Wool.", quantity: 100, price: 299.99 },
    ...{ category: "Hats", subcategory: "Winter", tags: ["wool", "red"], parent_product_id: null },
    ...{ isAvailableInStock: true, isEnabled: true },
  });
  const create = (more: Json = {}) => ok("POST", "/products", { ...whole(), ...more });
  const native = ({ id }: Json) => world().owner.ok.get(`/variants/${uuidOf(id)}`);
  const state = async () => {
    const { count } = await world().owner.ok.get("/variants?include=count&limit=1");
    return count;
  };
  const made = async () => ({ params: { id: (await create()).id } });
  /** The product as it is shown reads the same by its address, and its price natively. */
  const same = async (answer: Json) => {
    sameFields(answer, await ok("GET", `/products/${answer.id}`), "its own address");
    must((await native(answer)).base_price === Math.round(answer.price * 10_000), "another price natively");
  };
  const one: Pick<Trial, "foreign" | "state"> = { foreign: "refused", state };
  const season = () => ({
    ...{ name: "Winter", price: 250, start: "2032-12-20T00:00:00Z", end: "2033-01-06T00:00:00Z" },
  });
  const withSeason = async () => {
    const { id } = await create();
    return ok("POST", `/products/${id}/prices`, season());
  };
  const list = (path: (user: Json) => string): Trial => ({
    ...{ foreign: path({ id: "x" }) === "/products" ? "its own" : "refused", state: async () => null },
    async full() {
      await create();
      await create();
      return { query: "limit=100", params: { user_id: world().me.id } };
    },
    async proof(_asked, answer) {
      must(answer.length > 1, "too few");
      const first = await world().own("GET", `${path(world().me)}?limit=1`);
      const cursor = encodeURIComponent(first.headers.get("backroom-next-cursor") ?? "");
      const second = await ok("GET", `${path(world().me)}?limit=1&cursor=${cursor}`);
      must(second[0].id === answer[1].id, "the cursor leads elsewhere");
    },
  });
  const switching = (isEnabled: boolean): Trial => ({
    ...one,
    full: async () => ({ params: { id: (await create({ isEnabled: !isEnabled })).id } }),
    async proof(_asked, answer) {
      must(answer.isEnabled === isEnabled, JSON.stringify(answer));
      must((await native(answer)).is_buyable === isEnabled, "another state natively");
      await same(answer);
    },
  });
  return {
    "GET /products": () => list(() => "/products"),
    "GET /products/user/{user_id}": () => list(({ id }) => `/products/user/${id}`),
    "POST /products": () => ({
      ...{ foreign: "refused", state, full: async () => ({ body: whole() }) },
      least: async () => ({ body: { name: `Hat ${nth()}`, price: 5 } }),
      async proof({ body }, answer) {
        sameFields(body, answer, "the answer");
        await same(answer);
        must((await native(answer)).shown.name === body.name, "another name natively");
      },
    }),
    "GET /products/categories": () => ({
      ...{ foreign: "its own", state: async () => null },
      async full() {
        await create({ category: "scarves" });
        await create({ category: "HATS" });
        await create({ category: "Hats" });
        return {};
      },
      async proof(_asked, answer) {
        const folded = answer.map((each: string) => each.toLowerCase());
        must(folded.join() === [...new Set(folded)].sort().join(), JSON.stringify(answer));
        must(folded.includes("hats") && folded.includes("scarves"), JSON.stringify(answer));
      },
    }),
    "GET /products/{id}": () => ({ ...one, full: made, proof: (_asked, answer) => same(answer) }),
    "PUT /products/{id}": () => ({
      ...one,
      full: async () => {
        const { id, user_id } = await create();
        return { params: { id }, body: { ...whole(), user_id, isEnabled: false, price: 12.5 } };
      },
      least: async () => ({ ...(await made()), body: {} }),
      async proof({ body }, answer) {
        sameFields(body, answer, "the answer");
        await same(answer);
      },
      aside: ["parent_product_id"],
    }),
    "DELETE /products/{id}": () => ({
      ...{ ...one, full: made },
      async proof({ params }, answer) {
        must(answer.id === params!.id, "another product");
        const all = await ok("GET", "/products?limit=100");
        must(!all.some(({ id }: Json) => id === answer.id), "it is still in the list");
        must(Boolean((await native(answer)).deleted_at), "natively it is there");
      },
    }),
    "GET /products/{id}/prices": () => ({
      ...{ ...one, full: async () => ({ params: { id: (await withSeason()).id } }) },
      proof: async (_asked, answer) =>
        sameFields({ ...season(), isActive: false }, answer[0], "the list of prices"),
    }),
    "POST /products/{id}/prices": () => ({
      ...one,
      full: async () => ({ ...(await made()), body: season() }),
      async proof({ body }, answer) {
        sameFields(body, answer.seasonalPrices[0], "the answer");
        const [own] = (await native(answer)).seasonal_prices;
        sameFields(
          { starts_on: "2032-12-20", ends_on: "2033-01-06", amount: 2_500_000 },
          own,
          "the native API",
        );
      },
    }),
    "DELETE /products/{id}/prices/{price_id}": () => ({
      ...one,
      async full() {
        const { id, seasonalPrices } = await withSeason();
        return { params: { id, price_id: seasonalPrices[0].id } };
      },
      async proof(_asked, answer) {
        must(answer.seasonalPrices.length === 0, "it is still there");
        must((await native(answer)).seasonal_prices.length === 0, "it is still there natively");
      },
    }),
    "PUT /products/{id}/prices/usage": () => ({
      ...one,
      full: async () => ({ params: { id: (await withSeason()).id }, body: { useSeasonalPrices: true } }),
      proof: async (_asked, answer) =>
        must((await native(answer)).use_seasonal_prices === true, "another state natively"),
    }),
    "PUT /products/{id}/enable": () => switching(true),
    "PUT /products/{id}/disable": () => switching(false),
  };
}
