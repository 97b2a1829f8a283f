/**
 * INV-41: each movement at a provider was requested once, by one call with its id; a pending call is pending on its contract;
 * and the simulated provider has moved exactly the amounts that the contracts count.
 */
import { big, type Tell, type Walk } from "../check.ts";
import { pieces, type Row, rowsBy, type Stores } from "../stores.ts";

const MOVED = ["type", "amount", "status", "provider", "provider_ref", "failure"];
/** Somebody found out that the call had never arrived. */
const MARKED = "marked_failed";

/** What is wrong with a call, beside its transaction and what the simulated provider has done. */
function wrongWith(call: Row, row: Row | undefined, done: Row | undefined): string | null {
  if (!row) return "has no transaction";
  if (row.provider !== call.provider) return `asks ${call.provider}, its transaction ${row.provider}`;
  if ((row.status === "pending") !== (call.status !== "done"))
    return `is ${call.status}, its transaction ${row.status}`;
  if (call.provider !== "simulated" || row.status === "pending") return null;
  if (!done && row.failure === MARKED) return null;
  if (!done) return "was answered, and the provider knows nothing of it";
  const moved = done.failure === null ? "succeeded" : "failed";
  if (moved !== row.status || big(done.amount) !== big(row.amount))
    return `the provider says ${moved} ${done.amount}, its transaction ${row.status} ${row.amount}`;
  const same = moved === "failed" || row.provider_ref === done.ref;
  return same ? null : "its transaction names another movement";
}

async function calls(stores: Stores, tell: Tell): Promise<void> {
  const causes = new Set<string>();
  for await (const piece of pieces(stores.rows("contracts", "provider_calls"), 500)) {
    tell.read("INV-41", piece.length);
    const [ids, tenants] = [piece.map((row) => row._id), piece.map((row) => row.org_id)];
    const of = (collection: string, fields: string[]) =>
      rowsBy(stores, ["contracts", collection], "_id", ids, fields, tenants);
    const rows = await of("transactions", MOVED);
    const done = await of("simulated_objects", ["amount", "failure", "ref"]);
    for (const call of piece) {
      const wrong = wrongWith(call, rows.get(call._id)?.[0], done.get(call._id)?.[0]);
      if (wrong) tell.breach("INV-41", call, wrong);
      const cause = `${call.org_id} ${call.cause}`;
      if (causes.has(cause)) tell.breach("INV-41", call, `is another one for '${call.cause}'`);
      causes.add(cause);
    }
  }
}

/** Movements without a request: at providers without a call, and at the simulated provider. */
async function unasked(stores: Stores, tell: Tell): Promise<void> {
  // What a dispute moved, refunds made there and returned refunds the provider moved by itself (CON-12, CON-21, CON-22).
  const asked = { type: { $ne: "refund_return" }, dispute_id: null, at_provider: { $ne: true } };
  const own = { ...asked, provider: { $ne: "offline" } };
  const sides = [
    ["transactions", own, "was asked of no provider"],
    [
      "simulated_objects",
      { kind: { $in: ["charge", "transfer"] } },
      "was moved by the provider, and nobody asked for it",
    ],
  ] as const;
  for (const [collection, filter, what] of sides)
    for await (const piece of pieces(stores.rows("contracts", collection, filter, { fields: ["org_id"] }))) {
      tell.read("INV-41", piece.length);
      const [ids, tenants] = [piece.map((row) => row._id), piece.map((row) => row.org_id)];
      const calls = await rowsBy(stores, ["contracts", "provider_calls"], "_id", ids, ["status"], tenants);
      for (const row of piece) if (!calls.has(row._id)) tell.breach("INV-41", row, what);
    }
}

async function pending(stores: Stores, tell: Tell): Promise<void> {
  const place = ["contracts", "transactions"] as const;
  const reading = { fields: ["org_id", "pending"] };
  for await (const piece of pieces(stores.rows("contracts", "contracts", {}, reading), 500)) {
    const [ids, tenants] = [piece.map((row) => row._id), piece.map((row) => row.org_id)];
    const found = await rowsBy(stores, place, "contract_id", ids, ["status", "amount"], tenants);
    for (const contract of piece) {
      const listed = new Map((contract.pending as Row[]).map((each) => [each.transaction_id, each.amount]));
      const open = (found.get(contract._id) ?? []).filter(({ status }) => status === "pending");
      const same = listed.size === open.length && open.every(({ _id, amount }) => listed.get(_id) === amount);
      if (!same) tell.breach("INV-41", contract, "lists other movements as pending than there are");
    }
  }
}

export const providerCalls: Walk = {
  checks: { "INV-41": "each movement of a provider was asked for once, and moved once" },
  async run(stores, tell) {
    await calls(stores, tell);
    await unasked(stores, tell);
    await pending(stores, tell);
  },
};
