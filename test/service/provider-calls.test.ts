/** Calls of a provider that were never answered: found, asked about, resolved; no money moves twice (CON-8, INV-41). */
import { setClock } from "../../shared/clock.ts";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { cards, type Marketplace, openMarketplace } from "../support/paying-market.ts";
import { breachesIn } from "../support/verified.ts";

let ahead = 0;
const restore = setClock(() => Date.now() + ahead);
const HOUR_MS = 3_600_000;

let backroom: Backroom;
let owner: Client;
let market: Marketplace;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = backroom.owner;
  market = await openMarketplace(owner);
});
afterAll(async () => {
  restore();
  await backroom?.stop();
});

type Given = { card: string; made: Json; call: Json };

/** A contract whose charge was asked for, and given up after a day. */
async function unanswered(card: keyof typeof cards): Promise<Given> {
  const buyer = await market.person({ card: cards[card] });
  const made = await market.contract([[await market.person({ bank: true }), 9000]], [buyer]);
  const { buyers } = await owner.ok.post(`/contracts/${made.id}/settle`, {});
  expect(buyers).toMatchObject([{ outcome: "pending", amount: 9856 }]);
  const path = `/provider-calls/${buyers[0].transaction_id}`;
  const call = await until(async () => {
    ahead += HOUR_MS;
    const now = await owner.ok.get(path);
    return now.status === "unanswered" && now;
  }, "the call to be given up");
  return { card: buyer, made, call };
}

const acted = ({ call }: Given, verb: string, body: Json = {}) =>
  owner.post(`/provider-calls/${call.id}/${verb}`, body);
const contractOf = ({ made }: Given): Promise<Json> => owner.ok.get(`/contracts/${made.id}`);
const chargesOf = async ({ made }: Given): Promise<string[]> =>
  (await owner.ok.get(`/transactions?contract_id=${made.id}&type=charge&sort=created_at`)).data.map(
    ({ status }: Json) => status,
  );
const becomes = (of: Given, status: string) =>
  until(async () => (await contractOf(of)).status === status, status);
const reason = "The bank's statement";

test("they are listed, without secrets, and nobody else sees them", async () => {
  const { call } = await unanswered("neverAnswers");
  const { data } = await owner.ok.get("/provider-calls?status=unanswered");
  expect(data.find(({ id }: Json) => id === call.id)).toMatchObject({
    ...{ provider: "simulated", next_at: null, error: "The simulated provider did not answer." },
  });
  expect(data[0]).not.toHaveProperty("cause");
  const other = await backroom.organization("Elsewhere");
  expect((await other.get(`/provider-calls/${call.id}`)).status).toBe(404);
  expect((await other.post(`/provider-calls/${call.id}/ask`)).status).toBe(404);
  const body = { outcome: "failed", reason };
  expect((await other.post(`/provider-calls/${call.id}/resolve`, body)).status).toBe(404);
  const { key } = await owner.ok.post("/api-keys", { name: "reader", access: "read_only" });
  const reader = backroom.client(key);
  expect((await reader.post(`/provider-calls/${call.id}/ask`)).status).toBe(403);
  expect((await reader.get(`/provider-calls/${call.id}`)).status).toBe(200);
});

test("asked again, the provider says that it has charged: once, however many ask", async () => {
  const given = await unanswered("neverAnswers");
  expect(await acted(given, "resolve", { outcome: "failed", reason })).toMatchObject({
    ...{ status: 409, body: { code: "conflict", provider_says: "succeeded" } },
  });
  const all = await Promise.all(Array.from({ length: 6 }, () => acted(given, "ask")));
  expect(all.map(({ status }) => status)).toEqual(all.map(() => 200));
  await becomes(given, "settled");
  expect((await acted(given, "ask")).body.status).toBe("done");
  expect(await chargesOf(given)).toEqual(["succeeded"]);
  const path = `/journals?ref_id=${given.call.id}`;
  expect((await owner.ok.get(path)).data).toHaveLength(1);
  // What is done is done.
  const late = { outcome: "failed", reason };
  expect((await acted(given, "resolve", late)).body.code).toBe("invalid_transition");
});

test("a call that never arrived is marked as failed with a reason, and charged anew", async () => {
  const given = await unanswered("neverArrives");
  expect((await acted(given, "ask")).body.status).toBe("unanswered");
  expect(await acted(given, "resolve", { outcome: "succeeded", provider_ref: "ch_1", reason })).toMatchObject(
    {
      ...{ status: 409, body: { provider_says: "unknown" } },
    },
  );
  const bare = await acted(given, "resolve", { outcome: "failed" });
  expect([bare.status, bare.body.errors[0].pointer]).toEqual([400, "/reason"]);
  expect((await contractOf(given)).pending).toHaveLength(1);
  const both = await Promise.all([1, 2].map(() => acted(given, "resolve", { outcome: "failed", reason })));
  expect(both.map(({ status }) => status)).toContain(200);
  expect(await contractOf(given)).toMatchObject({ status: "open", pending: [], buyers: [{ paid: 0 }] });
  const { data } = await owner.ok.get(`/audit?entity_id=${given.call.id}&limit=100`);
  expect(data.map((each: Json) => each.reason)).toContain(reason);
  const { id } = await market.addCard(given.card, cards.works);
  await owner.ok.post(`/payment-methods/${id}/default`);
  await owner.ok.post(`/contracts/${given.made.id}/settle`, {});
  await becomes(given, "settled");
  expect(await chargesOf(given)).toEqual(["failed", "succeeded"]);
});

test("a late answer is recorded by the worker, and then there is nothing to resolve", async () => {
  const buyer = await market.person({ card: cards.answersLate });
  const made = await market.contract([[await market.person({ bank: true }), 9000]], [buyer]);
  const { buyers } = await owner.ok.post(`/contracts/${made.id}/settle`, {});
  const given = { card: buyer, made, call: { id: buyers[0].transaction_id } };
  expect((await acted(given, "resolve", { outcome: "failed", reason })).status).toBe(409);
  // Asking does not wait for the worker's turn; whoever is first records it.
  await acted(given, "ask");
  await becomes(given, "settled");
  expect(await chargesOf(given)).toEqual(["succeeded"]);
});

test("SUB-9: of a start that was given up, what was charged is paid back", async () => {
  const seller = await market.person({ bank: true });
  const user_id = await market.person({ card: cards.neverAnswers });
  const { platform_id } = market;
  const items = [{ seller_user_id: seller, name: "Coffee", unit_price: 2400 }];
  const terms = { platform_id, items, sellers: [{ user_id: seller }] };
  const { id: contract_id } = await owner.ok.post("/contracts", terms);
  const begun = await owner.ok.post("/subscriptions", { contract_id, user_id });
  const ended = async () => {
    ahead += HOUR_MS;
    return (await owner.ok.get(`/subscriptions/${begun.id}`)).status === "ended";
  };
  await until(ended, "the start to be given up");
  const [invoice] = (await owner.ok.get(`/contracts?subscription_id=${begun.id}`)).data;
  const [charge] = (await owner.ok.get(`/transactions?contract_id=${invoice.id}`)).data;
  expect((await owner.ok.post(`/provider-calls/${charge.id}/ask`)).status).toBe("done");
  const refunded = async () => {
    ahead += HOUR_MS;
    return (await owner.ok.get(`/contracts/${invoice.id}`)).status === "refunded";
  };
  await until(refunded, "the money to be paid back");
  const moved: Json[] = await until(async () => {
    const { data } = await owner.ok.get(`/transactions?contract_id=${invoice.id}&limit=100`);
    return data.every(({ status }: Json) => status !== "pending") && data;
  }, "every answer of the provider");
  expect(moved.map(({ type, status, amount }) => [type, status, amount]).sort()).toEqual([
    ["charge", "succeeded", 2400],
    ["refund", "succeeded", 2400],
    ["transfer", "succeeded", 2300],
    ["transfer_reversal", "succeeded", 2300],
  ]);
  expect(await owner.ok.get(`/subscriptions/${begun.id}`)).toMatchObject({ end_reason: "unanswered" });
  const template = () => owner.ok.get(`/contracts/${contract_id}`);
  await until(async () => !(await template()).is_template, "the template to be free");
});

test("the verifier finds nothing to say", async () => {
  expect(await breachesIn(backroom)).toEqual([]);
}, 60_000);
