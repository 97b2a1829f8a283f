/**
 * CON-21, CON-23: each refund that was made at a provider itself is recorded once, in full: as a refund of a charge, and as a fee
 * what it gave back beyond what the buyer had left; so is each transfer that was taken back there. The simulated provider has made exactly these, beside what it was asked for.
 */
import { big, type Tell, total, type Walk } from "../check.ts";
import { pieces, type Row, rowsBy, type Stores } from "../stores.ts";

const transactions = ["contracts", "transactions"] as const;
const FIELDS = ["type", "amount", "provider", "provider_ref", "contract_id", "reverses_id", "at_provider"];

const same = (a: Row, b: Row): boolean => a.provider === b.provider && a.provider_ref === b.provider_ref;

/** What each takes back; a fee takes nothing back. */
const taken: Readonly<Record<string, string | null>> = {
  ...{ refund: "charge", fee: null, transfer_reversal: "transfer" },
};

function wrongWith(row: Row, ofContract: readonly Row[]): string | null {
  const of = taken[row.type];
  if (of === undefined) return `is a ${row.type}`;
  const twins = ofContract.filter((each) => same(each, row) && each.type === row.type);
  if (twins.length !== 1) return `is recorded ${twins.length} times`;
  if (of === null) return null;
  const before = ofContract.find(({ _id }) => _id === row.reverses_id);
  return before?.type === of && before.provider === row.provider ? null : `is of no ${of}`;
}

async function recorded(stores: Stores, tell: Tell): Promise<void> {
  for await (const piece of pieces(stores.rows(...transactions, { at_provider: true }), 500)) {
    tell.read("CON-21", piece.length);
    const [ids, tenants] = [piece.map((row) => row.contract_id), piece.map((row) => row.org_id)];
    const found = await rowsBy(stores, transactions, "contract_id", ids, FIELDS, tenants);
    const refs = piece.map((row) => row.provider_ref);
    const made = await rowsBy(stores, ["contracts", "simulated_objects"], "ref", refs, ["kind"], tenants);
    for (const row of piece) {
      const wrong = wrongWith(row, found.get(row.contract_id) ?? []);
      const isThere = row.provider !== "simulated" || made.has(row.provider_ref);
      const why = wrong ?? (isThere ? null : "was never made at the provider");
      if (why) tell.breach("CON-21", row, why);
    }
  }
}

async function made(stores: Stores, tell: Tell): Promise<void> {
  const filter = { kind: { $in: ["refund", "reversal"] }, failure: null };
  for await (const piece of pieces(stores.rows("contracts", "simulated_objects", filter), 500)) {
    const [ids, tenants] = [piece.map((row) => row._id), piece.map((row) => row.org_id)];
    const asked = await rowsBy(stores, ["contracts", "provider_calls"], "_id", ids, ["status"], tenants);
    const own = piece.filter(({ _id }) => !asked.has(_id));
    tell.read("CON-21", own.length);
    const refs = own.map(({ ref }) => ref);
    const places = own.map(({ org_id }) => org_id);
    const found = await rowsBy(stores, transactions, "provider_ref", refs, FIELDS, places);
    for (const object of own) {
      const rows = (found.get(object.ref) ?? []).filter(({ at_provider }) => at_provider);
      if (total(rows, "amount") !== big(object.amount))
        tell.breach("CON-21", object, `moved back ${object.amount}, recorded are ${total(rows, "amount")}`);
    }
  }
}

export const providerRefunds: Walk = {
  checks: {
    "CON-21": "each refund, and each transfer taken back, at a provider itself is recorded once, in full",
  },
  async run(stores, tell) {
    await recorded(stores, tell);
    await made(stores, tell);
  },
};
