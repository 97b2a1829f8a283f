/** Cash in drawers (INV-42) and credit that is spent once (INV-44): the till's count is what the books have. */
import fc from "fast-check";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { openShop, type Shop } from "../support/shop.ts";
import { breachesIn } from "../support/verified.ts";

let backroom: Backroom;
let owner: Client;
let shop: Shop;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = await backroom.organization("Drawers");
  shop = await openShop(owner, { tax: false });
});
afterAll(() => backroom?.stop());

const FLOAT = 20_000;
const till = async () => {
  const register = (await owner.ok.post("/registers", { name: "Till", store_id: shop.store })).id;
  const open = { register_id: register, opening_float: FLOAT };
  return { register, session: (await owner.ok.post("/register-sessions", open)).id };
};
const booked = async (register: string): Promise<number> => {
  const { data } = await owner.ok.get(`/ledger-accounts?prefix=cash:${register}`);
  return data[0]?.balance ?? 0;
};
const ringUp = (register_id: string, item_id: string, payments: Json[]) =>
  owner.post("/sales/ring-up", { store_id: shop.store, register_id, lines: [{ item_id }], payments });
const cash = (amount: number) => [{ type: "cash", amount }];
const paidOut = (register_id: string, account_id: string, amount: number, method = "cash") =>
  owner.ok.post("/payouts", { account_id, amount, method, register_id, approved: true, completed: true });

test("a payout and a gift card in cash are in the session's expected cash", async () => {
  const { register, session } = await till();
  const eva = await owner.ok.post("/accounts", {
    first_name: "Eva",
    is_vendor: true,
    default_split: 600_000,
  });
  const coat = await shop.piece(12_000, { account_id: eva.id, return_days: 0 });
  expect((await ringUp(register, coat, cash(12_000))).status).toBe(201);
  await paidOut(register, eva.id, 7200);
  await owner.ok.post("/gift-cards", { initial_amount: 2500, tender: "cash", register_id: register });
  expect(await booked(register)).toBe(7300);
  const closed = await owner.ok.post(`/register-sessions/${session}/close`, { counted: 27_300 });
  expect(closed).toMatchObject({ expected: 27_300, difference: 0 });
});

test("another till pays a refund: its drawer is short by it, and not the one that sold", async () => {
  const [selling, paying] = [await till(), await till()];
  const sale = (await ringUp(selling.register, await shop.piece(5000), cash(5000))).body;
  const refund = await owner.ok.post(`/sales/${sale.id}/refund`, { register_id: paying.register });
  expect(refund).toMatchObject({ register_id: paying.register, register_session_id: paying.session });
  const close = (session: string) => owner.ok.post(`/register-sessions/${session}/close`, { counted: 0 });
  expect(await close(selling.session)).toMatchObject({ expected: FLOAT + 5000 });
  expect(await close(paying.session)).toMatchObject({ expected: FLOAT - 5000 });
  const unknown = await owner.post(`/sales/${sale.id}/refund`, { register_id: crypto.randomUUID() });
  expect(unknown).toMatchObject({ status: 422, body: { code: "reference_not_found" } });
});

test("a sale in one store takes no register of another", async () => {
  const { id: store_id } = await owner.ok.post("/stores", { name: "Elsewhere" });
  const { register } = await till();
  const lines = [{ item_id: await shop.piece(1000, { store_id }) }];
  const sale = { store_id, register_id: register, lines, payments: cash(1000) };
  const refused = await owner.post("/sales/ring-up", sale);
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: "/register_id" }] } });
});

test("sales of a session are found by it; an unsuccessful closing leaves the drawer open", async () => {
  const { register, session } = await till();
  const sale = (await ringUp(register, await shop.piece(3000), cash(3000))).body;
  const { data } = await owner.ok.get(`/sales?register_session_id=${session}`);
  expect(data.map((row: Json) => row.id)).toEqual([sale.id]);
  const stale = await owner.post(
    `/register-sessions/${session}/close`,
    { counted: 0 },
    { "if-match": '"7"' },
  );
  expect(stale.status).toBe(412);
  await owner.ok.post("/gift-cards", { initial_amount: 100, tender: "cash", register_id: register });
  const closed = await owner.ok.post(`/register-sessions/${session}/close`, { counted: 0 });
  expect(closed).toMatchObject({ expected: FLOAT + 3100 });
  const again = await owner.post(`/register-sessions/${session}/close`, { counted: 0 });
  expect(again).toMatchObject({ status: 409, body: { code: "invalid_transition" } });
});

type Move = {
  kind: "sale" | "card" | "mixed" | "refund" | "void" | "payout" | "reverse" | "gift" | "close";
  till: number;
};

test("whatever is done at two tills, in any order: expected − float is what the books have in the session's time", async () => {
  const kinds = ["sale", "card", "mixed", "refund", "void", "payout", "reverse", "gift", "close"] as const;
  const move = fc.record({ kind: fc.constantFrom(...kinds), till: fc.nat(1) });
  await fc.assert(fc.asyncProperty(fc.array(move, { minLength: 6, maxLength: 14 }), playAtTills), {
    seed: 42,
    numRuns: 12,
  });
  expect(await breachesIn(backroom)).toEqual([]);
});

async function playAtTills(moves: Move[]): Promise<void> {
  const tills = await Promise.all([0, 1].map(async () => ({ ...(await till()), before: 0 })));
  const payee = await owner.ok.post("/accounts", { first_name: "Payee", is_vendor: true });
  await owner.ok.post("/balance-entries", {
    account_id: payee.id,
    amount: 100_000,
    type: "opening",
    memo: "x",
  });
  const sold: Json[] = [];
  const paid: Json[] = [];
  const close = async (each: (typeof tills)[number]) => {
    const closed = await owner.ok.post(`/register-sessions/${each.session}/close`, { counted: 0 });
    const now = await booked(each.register);
    expect(closed.expected - FLOAT).toBe(now - each.before);
    each.before = now;
  };
  const sell = async (register: string, payments: Json[]) => {
    const { status, body } = await ringUp(register, await shop.piece(1000), payments);
    expect(status).toBe(201);
    sold.push(body);
  };
  for (const { kind, till: at } of moves) {
    const here = tills[at]!;
    const { register } = here;
    if (kind === "sale") await sell(register, cash(1500));
    if (kind === "card") await sell(register, [{ type: "card", amount: 1000 }]);
    if (kind === "mixed") await sell(register, [{ type: "card", amount: 400 }, ...cash(700)]);
    const sale = kind === "refund" || kind === "void" ? sold.pop() : null;
    if (sale && kind === "refund") await owner.ok.post(`/sales/${sale.id}/refund`, { register_id: register });
    if (sale && kind === "void") await owner.ok.post(`/sales/${sale.id}/void`, {});
    if (kind === "payout") paid.push(await paidOut(register, payee.id, 300));
    const payout = kind === "reverse" ? paid.pop() : null;
    if (payout) await owner.ok.post(`/payouts/${payout.id}/reverse`, {});
    if (kind === "gift")
      await owner.ok.post("/gift-cards", { initial_amount: 250, tender: "cash", register_id: register });
    if (kind !== "close") continue;
    await close(here);
    const open = { register_id: register, opening_float: FLOAT };
    here.session = (await owner.ok.post("/register-sessions", open)).id;
  }
  for (const each of tills) await close(each);
}

test("closing while others sell, refund and pay at the till: each is counted in the session or not in it", async () => {
  for (let round = 0; round < 6; round++) {
    const { register, session } = await till();
    const items = await Promise.all([1, 2, 3].map(() => shop.piece(1000)));
    const payee = await owner.ok.post("/accounts", { first_name: "Payee", is_vendor: true });
    await owner.ok.post("/balance-entries", {
      account_id: payee.id,
      amount: 900,
      type: "opening",
      memo: "x",
    });
    const [closed, ...others] = await Promise.all([
      owner.post(`/register-sessions/${session}/close`, { counted: 0 }),
      ...items.map((item) => ringUp(register, item, cash(1000))),
      owner.post("/gift-cards", { initial_amount: 250, tender: "cash", register_id: register }),
      owner.post("/payouts", {
        ...{ account_id: payee.id, amount: 300, method: "cash", register_id: register },
        ...{ approved: true, completed: true },
      }),
    ]);
    expect(closed!.status).toBe(200);
    for (const { status, body } of others) if (status !== 201) expect(body.code).toBe("conflict");
  }
  expect(await breachesIn(backroom)).toEqual([]);
});

describe("undoing what has moved on", () => {
  const creditOf = async (amount: number, spent: number) => {
    const ada = await owner.ok.post("/accounts", { first_name: "Ada", is_vendor: true });
    await owner.ok.post("/balance-entries", { account_id: ada.id, amount, type: "opening", memo: "x" });
    const pay = { account_id: ada.id, amount, method: "store_credit", approved: true, completed: true };
    const payout = await owner.ok.post("/payouts", pay);
    const item_id = await shop.piece(spent, { inventory_type: "retail", account_id: null });
    const payments = [{ type: "store_credit", account_id: ada.id, amount: spent }];
    const spend = () =>
      owner.post("/sales/ring-up", { store_id: shop.store, lines: [{ item_id }], payments });
    return { ada, payout, spend, reverse: () => owner.post(`/payouts/${payout.id}/reverse`, {}) };
  };

  test("store credit that is spent is not taken back (INV-44)", async () => {
    const { ada, spend, reverse } = await creditOf(10_000, 8000);
    expect((await spend()).status).toBe(201);
    expect(await reverse()).toMatchObject({
      status: 409,
      body: { code: "insufficient_balance", available: 2000, asked: 10_000 },
    });
    expect(await owner.ok.get(`/accounts/${ada.id}`)).toMatchObject({ balance: 0, store_credit: 2000 });
  });

  test("spent and taken back at once: nothing is spent twice (INV-44)", async () => {
    for (let round = 0; round < 10; round++) {
      const { ada, spend, reverse } = await creditOf(5000, 5000);
      const [sale, back] = await Promise.all([spend(), reverse()]);
      // What is taken back is balance again, and a sale may be paid from that too (6.2).
      expect([201, 409]).toContain(sale.status);
      expect([200, 409]).toContain(back.status);
      const { balance, store_credit } = await owner.ok.get(`/accounts/${ada.id}`);
      expect(balance + store_credit).toBe(sale.status === 201 ? 0 : 5000);
      expect(Math.min(balance, store_credit)).toBe(0);
    }
    expect(await breachesIn(backroom)).toEqual([]);
  });

  test("a completed payout keeps its method: its reversal goes back to where the money came from (T9)", async () => {
    const { payout } = await creditOf(700, 100);
    const other = await owner.patch(`/payouts/${payout.id}`, { method: "cash" });
    expect(other).toMatchObject({ status: 409, body: { code: "locked" } });
    await owner.ok.patch(`/payouts/${payout.id}`, { method: "store_credit", memo: "same" });
  });
});
