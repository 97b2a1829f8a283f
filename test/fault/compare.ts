/** The client log beside what is there: what was answered 2xx is there once, and nothing else is. */
import type { Json } from "../support/backroom.ts";
import type { ClientLog, Entry } from "./client-log.ts";
import type { Told } from "./hooks.ts";
import { makersAgree } from "./makers-compare.ts";
import { marketAgrees } from "./market-compare.ts";
import { type Comparison, readingOf, sameIds } from "./reading.ts";
import type { Tenant } from "./till.ts";

/** What is compared of a row; the rest of it is left where it is. */
type Brief = { id: string; status: string; amount: number; sale_id: string };
const briefOf = ({ id, status, amount = 0, sale_id }: Json): Brief => ({ id, status, amount, sale_id });

const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

/** What an idempotent consumer of webhooks counted: every finalized sale once. */
export function toldAgree(told: Told | undefined, entries: readonly Entry[], found: Comparison): void {
  const sales = entries.filter(({ what }) => what === "sale").map(({ id }) => id);
  const counted = [...(told?.sales ?? [])].flatMap(([id, times]) => Array<string>(times).fill(id));
  sameIds("webhook of sale", sales, [...new Set(counted)], found);
  for (const [id, times] of told?.sales ?? [])
    if (times > 1) found.doubled.push(`the consumer of webhooks counted sale ${id} ${times} times`);
}

/** A refund that ConsignCloud's route gave is answered as its sale: so many of each sale. */
function cloudRefundsAgree(entries: readonly Entry[], refunds: readonly Brief[], found: Comparison): void {
  const nth = (ids: readonly string[]) => {
    const counts = new Map<string, number>();
    return ids.map((id) => {
      counts.set(id, (counts.get(id) ?? 0) + 1);
      return `${counts.get(id)} of ${id}`;
    });
  };
  const answered = entries.filter(({ what }) => what === "cloud refund").map(({ id }) => id);
  sameIds("refund", nth(answered), nth(refunds.map(({ sale_id }) => sale_id)), found);
}

function salesAgree(entries: readonly Entry[], sales: readonly Brief[], found: Comparison): void {
  const ids = (...whats: string[]) => entries.filter(({ what }) => whats.includes(what)).map(({ id }) => id);
  // A sale is made by opening or by ringing up, and finalized by that or by finalizing: told apart by their states.
  const over = sales.filter(({ status }) => status === "finalized" || status === "voided");
  sameIds("sale", [...new Set(ids("open", "sale"))], idsOf(sales), found);
  sameIds("finalized sale", ids("sale"), idsOf(over), found);
  sameIds("void", [...new Set(ids("void"))], idsOf(sales.filter(({ status }) => status === "voided")), found);
}

const idsOf = (rows: readonly Brief[]) => rows.map((row) => row.id);

async function tenantAgrees(url: string, tenant: Tenant, entries: Entry[], found: Comparison): Promise<void> {
  const ids = (wanted: string) => entries.filter(({ what }) => what === wanted).map(({ id }) => id);
  const reading = readingOf(url, tenant.key);
  const all = (path: string) => reading(path, briefOf);
  sameIds("item", ids("item"), idsOf(await all("/items?")), found);
  salesAgree(entries, await all("/sales?"), found);
  sameIds("adjustment", ids("adjustment"), idsOf(await all("/balance-entries?type=adjustment&")), found);
  const refunds = await all("/refunds?");
  const byCloud = new Set(ids("cloud refund"));
  const own = refunds.filter(({ sale_id }) => !byCloud.has(sale_id));
  sameIds("refund", ids("refund"), idsOf(own), found);
  cloudRefundsAgree(
    entries,
    refunds.filter(({ sale_id }) => byCloud.has(sale_id)),
    found,
  );
  const given = sum(entries.filter(({ what }) => what === "refund").map(({ amount }) => amount));
  const gave = sum(own.map(({ amount }) => amount));
  if (given !== gave) found.doubled.push(`refunds of ${given} were answered, ${gave} were given`);
  const payouts = await all("/payouts?");
  sameIds("payout", ids("payout"), idsOf(payouts), found);
  for (const [step, state] of Object.entries({
    approve: "approved",
    reject: "rejected",
    cancel: "cancelled",
  }))
    sameIds(state, ids(`payout ${step}`), idsOf(payouts.filter(({ status }) => status === state)), found);
  await marketAgrees(reading, entries, found);
  await makersAgree(reading, tenant.makers, entries, found);
}

export async function compare(
  url: string,
  tenants: readonly Tenant[],
  log: ClientLog,
  told: ReadonlyMap<string, Told>,
): Promise<Comparison> {
  const found: Comparison = { lost: [], doubled: [] };
  for (const tenant of tenants) {
    const own = await log.entries(tenant.name);
    await tenantAgrees(url, tenant, own, found);
    toldAgree(told.get(tenant.name), own, found);
  }
  return found;
}
