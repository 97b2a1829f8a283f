/** The client log beside what is there: what was answered 2xx is there once, and nothing else is. */
import type { Json } from "../support/backroom.ts";
import type { ClientLog, Entry } from "./client-log.ts";
import type { Tenant } from "./workload.ts";

export type Comparison = { lost: string[]; doubled: string[] };

async function every(url: string, key: string, path: string): Promise<Json[]> {
  const rows: Json[] = [];
  let cursor: string | null = null;
  do {
    const and: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
    const response = await fetch(`${url}/api/v1${path}limit=100${and}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    const page: Json = await response.json();
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(page)}`);
    rows.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor);
  return rows;
}

/** Ids that were answered and ids that are there: the same, each once. */
function sameIds(what: string, answered: string[], there: string[], found: Comparison): void {
  const [a, b] = [new Set(answered), new Set(there)];
  for (const id of a) if (!b.has(id)) found.lost.push(`${what} ${id} was answered and is not there`);
  for (const id of b) if (!a.has(id)) found.doubled.push(`${what} ${id} is there and was never answered`);
  if (a.size !== answered.length)
    found.doubled.push(`${answered.length - a.size} of ${what} were answered twice`);
}

const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

async function tenantAgrees(url: string, tenant: Tenant, entries: Entry[], found: Comparison): Promise<void> {
  const ids = (...whats: string[]) => entries.filter(({ what }) => whats.includes(what)).map(({ id }) => id);
  const all = (path: string) => every(url, tenant.key, path);
  const [items, sales, refunds, payouts, adjustments, contracts] = await Promise.all([
    all("/items?"),
    all("/sales?"),
    all("/refunds?"),
    all("/payouts?"),
    all("/balance-entries?type=adjustment&"),
    all("/contracts?"),
  ] as const);
  const idsOf = (rows: Json[]) => rows.map((row) => row.id);
  sameIds("item", ids("item"), idsOf(items), found);
  // A sale is made by opening or by ringing up, and finalised by that or by finalising: told apart by their states.
  const over = sales.filter(({ status }) => status === "finalized" || status === "voided");
  sameIds("sale", [...new Set(ids("open", "sale"))], idsOf(sales), found);
  sameIds("finalised sale", ids("sale"), idsOf(over), found);
  sameIds("void", [...new Set(ids("void"))], idsOf(sales.filter(({ status }) => status === "voided")), found);
  sameIds("refund", ids("refund"), idsOf(refunds), found);
  sameIds("payout", ids("payout"), idsOf(payouts), found);
  sameIds("adjustment", ids("adjustment"), idsOf(adjustments), found);
  sameIds("contract", ids("contract"), idsOf(contracts), found);
  for (const [step, status] of Object.entries({
    approve: "approved",
    reject: "rejected",
    cancel: "cancelled",
  }))
    sameIds(status, ids(`payout ${step}`), idsOf(payouts.filter((each) => each.status === status)), found);
  sameIds(
    "settled",
    ids("contract settle"),
    idsOf(contracts.filter((each) => each.status === "settled")),
    found,
  );
  const given = sum(entries.filter(({ what }) => what === "refund").map(({ amount }) => amount));
  const gave = sum(refunds.map(({ amount }) => amount));
  if (given !== gave) found.doubled.push(`refunds of ${given} were answered, ${gave} were given`);
}

export async function compare(url: string, tenants: readonly Tenant[], log: ClientLog): Promise<Comparison> {
  const found: Comparison = { lost: [], doubled: [] };
  for (const tenant of tenants) {
    const own = log.accepted.filter((each) => each.tenant === tenant.name);
    await tenantAgrees(url, tenant, own, found);
  }
  return found;
}
