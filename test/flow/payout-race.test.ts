/** PAY-1, PAY-4: what is owed is paid out once, however many ask for it, and whatever is refunded meanwhile. */
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { insist } from "../support/insist.ts";
import { openShop, type Shop } from "../support/shop.ts";
import { breachesIn } from "../support/verified.ts";

const REQUESTS = 100;
const REFUNDS = 20;
const SHARE = 6000;
const OWED = REFUNDS * SHARE;
const PAYOUT = 2500;

let backroom: Backroom;
let owner: Client;
let shop: Shop;
let sales: string[];

beforeAll(async () => {
  // A step that waits too long behind the others is repeated by its saga: that is no failure here.
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  backroom = await startBackroom({ log });
});
afterAll(() => backroom?.stop());
beforeEach(async () => {
  owner = await backroom.organization("Shop");
  shop = await openShop(owner);
  await owner.ok.patch(`/accounts/${shop.consignor}`, { default_return_days: 0 });
  const sell = async () => {
    const payments = [{ type: "cash", amount: 20_000 }];
    const lines = [{ item_id: await shop.piece(10_000) }];
    return (await owner.ok.post("/sales/ring-up", { store_id: shop.store, lines, payments })).id;
  };
  sales = await Promise.all(Array.from({ length: REFUNDS }, sell));
});

const requested = () =>
  insist(owner, "/payouts", { account_id: shop.consignor, amount: PAYOUT, method: "cash" });
const payouts = () => Promise.all(Array.from({ length: REQUESTS }, requested));

async function every(path: string): Promise<Json[]> {
  const rows: Json[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: Json = await owner.ok.get(`${path}&limit=100${cursor && `&cursor=${cursor}`}`);
    rows.push(...page.data);
    cursor = page.next_cursor;
  }
  return rows;
}

/** Entries in the order of their account. */
const entries = async () =>
  (await every(`/balance-entries?account_id=${shop.consignor}`)).sort((a, b) => a.seq - b.seq);

test(`${REQUESTS} requests for one balance: exactly as many are granted as it allows`, async () => {
  const replies = await payouts();
  const granted = replies.filter(({ status }) => status === 201);
  expect(granted).toHaveLength(Math.floor(OWED / PAYOUT));
  for (const { status, body } of replies.filter((each) => !granted.includes(each)))
    expect({ status, code: body.code }).toEqual({ status: 409, code: "insufficient_balance" });
  expect(await owner.ok.get(`/accounts/${shop.consignor}`)).toMatchObject({
    balance: OWED % PAYOUT,
    payouts_in_progress: granted.length * PAYOUT,
  });
  expect(await breachesIn(backroom)).toEqual([]);
});

test(`${REQUESTS} requests and ${REFUNDS} refunds at once: no payout takes what is not there, and all sums agree`, async () => {
  const [replies, refunds] = await Promise.all([
    payouts(),
    Promise.all(sales.map((sale) => insist(owner, `/sales/${sale}/refund`))),
  ]);
  for (const { status, body } of refunds) expect({ status, body }).toMatchObject({ status: 201 });
  const granted = replies.filter(({ status }) => status === 201);
  for (const { status, body } of replies.filter((each) => !granted.includes(each)))
    expect({ status, code: body.code }).toEqual({ status: 409, code: "insufficient_balance" });
  const all = await until(async () => {
    const rows = await entries();
    return rows.length === REFUNDS * 2 + granted.length && rows;
  }, "every refund in the books");
  let balance = 0;
  for (const { seq, type, amount, balance_after } of all) {
    balance += amount;
    expect({ seq, balance_after }).toEqual({ seq, balance_after: balance });
    // PAY-4: a refund may go below zero, a payout never takes more than is there.
    if (type === "payout") expect({ seq, covered: balance_after >= 0 }).toEqual({ seq, covered: true });
  }
  expect(balance).toBe(-granted.length * PAYOUT);
  expect(await owner.ok.get(`/accounts/${shop.consignor}`)).toMatchObject({
    balance,
    payouts_in_progress: granted.length * PAYOUT,
  });
  expect((await every(`/payouts?account_id=${shop.consignor}`)).length).toBe(granted.length);
  expect(await breachesIn(backroom)).toEqual([]);
});
