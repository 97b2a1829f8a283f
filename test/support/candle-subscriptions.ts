/** How Candle's operations on subscriptions are called, and what shows that they worked (8.4, PRM-6). */
import type { Json } from "./backroom.ts";
import { type CandleWorld, uuidOf } from "./candle.ts";
import { must, type Ok, someone, type Trials } from "./candle-people.ts";
import { sameFields, type Trial } from "./conformance.ts";
import { cards, confirmCard } from "./paying-market.ts";

export function candleSubscriptions(world: () => CandleWorld, ok: Ok): Trials {
  let hasCard = false;
  /** A draft over 40.00 that the signed-in user, who has a card, can subscribe to. */
  async function template(): Promise<string> {
    if (!hasCard) await confirmCard(world().owner, uuidOf(world().me.id), cards.works);
    hasCard = true;
    const { id: user_id } = await ok("POST", "/users", { email: someone() });
    const box = await ok("POST", "/products", { name: "Box", price: 20, quantity: 50, user_id });
    return (await ok("POST", "/contracts", { items: [{ product_id: box.id, quantity: 2 }] })).id;
  }
  const started = async (): Promise<Json> => ok("POST", `/subscriptions/auth/contract/${await template()}`);
  const native = ({ id }: Json): Promise<Json> => world().owner.ok.get(`/subscriptions/${uuidOf(id)}`);
  const state = async () => {
    const { data, count } = await world().owner.ok.get(
      "/subscriptions?include=count&sort=-updated_at&limit=1",
    );
    return [count, data[0]?.id, data[0]?.version];
  };
  const same = async (answer: Json, wanted: Json) => {
    sameFields(answer, await ok("GET", `/subscriptions/${answer.id}`), "its own address");
    sameFields(wanted, answer, "the answer");
  };
  const one: Pick<Trial, "foreign" | "state"> = { foreign: "refused", state };
  const full = async () => ({ params: { id: (await started()).id } });
  return {
    "POST /subscriptions/auth/contract/{contract_id}": () => ({
      ...{ ...one, open: "signed in" },
      wrong: { cycle: 7, startDate: 7 },
      full: async () => ({
        params: { contract_id: await template() },
        body: { cycle: "quarterly", startDate: "2099-05-31" },
      }),
      least: async () => ({ params: { contract_id: await template() } }),
      async proof({ params, body }, answer) {
        const { id: user_id } = world().me;
        const service_id = params!.contract_id!.replace("inv_", "serv_");
        await same(answer, { user_id, service_id, price: 40, isActive: true, isPaused: false });
        must(answer.cycle === (body?.cycle ?? "monthly"), answer.cycle);
        const wanted = body?.startDate ?? new Date().toISOString().slice(0, 10);
        must((await native(answer)).start_date === wanted, "it starts on another day");
        const path = `/contracts?subscription_id=${uuidOf(answer.id)}`;
        const { data } = await world().owner.ok.get(path);
        must(data.length === 1 && data[0].status === "paid" && data[0].total === 4000, JSON.stringify(data));
        must((await ok("GET", "/transactions/mrr")).amount > 0, "it brings nothing in a month");
        must((await ok("GET", "/transactions/arr")).amount > 0, "it brings nothing in a year");
      },
    }),
    "GET /subscriptions/user/{user_id}": () => ({
      ...{ foreign: "refused", state: async () => null },
      async full() {
        await started();
        await started();
        return { query: "limit=100", params: { user_id: world().me.id } };
      },
      async proof(_asked, answer) {
        must(answer.length > 1, "too few");
        must(
          answer.every(({ user_id }: Json) => user_id === world().me.id),
          "somebody else's",
        );
      },
    }),
    "GET /subscriptions/{id}": () => ({
      ...{ ...one, full },
      async proof({ params }, answer) {
        await same(answer, { id: params!.id, price: 40 });
        must(!("pausedAt" in answer) && !("ended" in answer), "it shows what is unset (D35)");
      },
    }),
    "PUT /subscriptions/{id}/pause": () => ({
      ...one,
      full: async () => ({ ...(await full()), body: { pausedUntil: "2099-01-31T10:00:00Z" } }),
      least: full,
      async proof({ body }, answer) {
        await same(answer, { isActive: false, isPaused: true, ...body });
        must((await native(answer)).status === "paused", "it runs natively");
      },
    }),
    "PUT /subscriptions/auth/{id}/resume": () => ({
      ...{ ...one, open: "signed in" },
      async full() {
        const { id } = await started();
        await ok("PUT", `/subscriptions/${id}/pause`);
        return { params: { id } };
      },
      async proof(_asked, answer) {
        await same(answer, { isActive: true, isPaused: false });
        must(!("pausedAt" in answer), "it shows when it was paused");
      },
    }),
    "DELETE /subscriptions/auth/{id}": () => ({
      ...{ ...one, full, open: "signed in" },
      async proof(_asked, answer) {
        await same(answer, { isActive: false, isPaused: false });
        must("ended" in answer, "it does not show when it ended");
        must((await native(answer)).end_reason === "requested", "it ended for another reason");
      },
    }),
  };
}
