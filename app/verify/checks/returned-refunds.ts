/**
 * CON-22: each refund that a provider returned is recorded once, in full, and paid to its buyer in another way at most once; what
 * the books owe each buyer is what is not paid yet. The simulated provider has returned exactly these.
 */
import { big, named, type Tell, total, type Walk } from "../check.ts";
import { pieces, type Row, rowsBy, type Stores } from "../stores.ts";

const transactions = ["contracts", "transactions"] as const;
const FIELDS = ["type", "amount", "reverses_id", "buyer_user_id", "provider_ref"];

/** The movements that must stand beside money that was returned. */
const wanted: Readonly<Record<string, readonly string[]>> = {
  ...{ owed: ["refund_return"], paid: ["refund_payment", "refund_return"], kept: ["refund_return"] },
};

function wrongWith(row: Row, others: readonly Row[]): string | null {
  const kinds = others.map(({ type }) => type as string).sort();
  if (String(kinds) !== String(wanted[row.returned])) return `is ${row.returned}, with [${kinds}]`;
  const same = others.every(
    (each) => big(each.amount) === big(row.amount) && each.buyer_user_id === row.buyer_user_id,
  );
  return same ? null : "was returned or paid with another amount, or to somebody else";
}

type Owed = Map<string, { org_id: string; user_id: string; owed: Map<string, bigint> }>;

/** What each buyer is owed by currency; a buyer who got everything is owed nothing. */
function count(owed: Owed, { org_id, buyer_user_id: user_id, currency, amount, returned }: Row): void {
  if (returned === "kept") return;
  const key = `${org_id} ${user_id}`;
  const own = owed.get(key) ?? { org_id, user_id, owed: new Map() };
  owed.set(key, own);
  own.owed.set(currency, (own.owed.get(currency) ?? 0n) + (returned === "owed" ? big(amount) : 0n));
}

async function recorded(stores: Stores, owed: Owed, tell: Tell): Promise<void> {
  const filter = { returned: { $ne: null } };
  for await (const piece of pieces(stores.rows(...transactions, filter), 500)) {
    tell.read("CON-22", piece.length);
    const [ids, tenants] = [piece.map((row) => row._id), piece.map((row) => row.org_id)];
    const found = await rowsBy(stores, transactions, "reverses_id", ids, FIELDS, tenants);
    const own = piece.filter(({ provider }) => provider === "simulated");
    const refs = own.map(({ provider_ref }) => provider_ref);
    const place = ["contracts", "simulated_objects"] as const;
    const made = await rowsBy(stores, place, "ref", refs, ["returned"], tenants);
    for (const row of piece) {
      count(owed, row);
      const isThere = row.provider !== "simulated" || made.get(row.provider_ref)?.[0]?.returned === true;
      const wrong = wrongWith(row, found.get(row._id) ?? []);
      const why = wrong ?? (isThere ? null : "was never returned at the provider");
      if (why) tell.breach("CON-22", row, why);
    }
  }
}

/** Returns and payments of refunds that were not returned. */
async function withoutCause(stores: Stores, tell: Tell): Promise<void> {
  const filter = { type: { $in: ["refund_return", "refund_payment"] } };
  for await (const piece of pieces(stores.rows(...transactions, filter), 500)) {
    tell.read("CON-22", piece.length);
    const [ids, tenants] = [piece.map((row) => row.reverses_id), piece.map((row) => row.org_id)];
    const found = await rowsBy(stores, transactions, "_id", ids, ["returned"], tenants);
    for (const row of piece)
      if (!found.get(row.reverses_id)?.[0]?.returned) tell.breach("CON-22", row, "is of no returned refund");
  }
}

async function toldOf(stores: Stores, tell: Tell): Promise<void> {
  const filter = { returned: true };
  for await (const piece of pieces(stores.rows("contracts", "simulated_objects", filter), 500)) {
    tell.read("CON-22", piece.length);
    const [refs, tenants] = [piece.map(({ ref }) => ref), piece.map(({ org_id }) => org_id)];
    const found = await rowsBy(stores, transactions, "provider_ref", refs, ["returned", "type"], tenants);
    for (const object of piece) {
      const rows = (found.get(object.ref) ?? []).filter(({ type }) => type !== "refund_return");
      if (rows.length === 0 || rows.some(({ returned }) => !returned))
        tell.breach("CON-22", object, "was returned by the provider, and is not recorded so");
    }
  }
}

/** Its credit in each currency. */
async function creditOf(
  stores: Stores,
  org_id: string,
  ledger_account: string,
): Promise<Map<string, bigint>> {
  const sums = new Map<string, bigint>();
  const filter = { org_id, ledger_accounts: ledger_account };
  const reading = { fields: ["postings", "currency"] };
  for await (const { postings, currency } of stores.rows("accounts", "journals", filter, reading)) {
    const own = (postings as Row[]).filter((each) => each.ledger_account === ledger_account);
    sums.set(currency, (sums.get(currency) ?? 0n) - total(own, "amount"));
  }
  return sums;
}

async function inTheBooks(stores: Stores, owed: Owed, tell: Tell): Promise<void> {
  for (const { org_id, user_id, owed: amounts } of owed.values()) {
    const ledger_account = `refunds_owed:${user_id}`;
    const booked = await creditOf(stores, org_id, ledger_account);
    for (const currency of new Set([...amounts.keys(), ...booked.keys()])) {
      const [due, is] = [amounts.get(currency) ?? 0n, booked.get(currency) ?? 0n];
      const of = named(`${ledger_account} ${currency}`, { org_id });
      if (due !== is) tell.breach("CON-22", of, `${due} are owed, the books say ${is}`);
    }
  }
}

export const returnedRefunds: Walk = {
  checks: { "CON-22": "each refund that a provider returned is recorded once, and owed until it is paid" },
  async run(stores, tell) {
    const owed: Owed = new Map();
    await recorded(stores, owed, tell);
    await withoutCause(stores, tell);
    await toldOf(stores, tell);
    await inTheBooks(stores, owed, tell);
  },
};
