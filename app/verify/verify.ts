/** Runs every check, repeats those with breaches, and reports the breaches that remain. */
import type { Tell, Walk } from "./check.ts";
import { wholeAndOneCurrency } from "./checks/amounts.ts";
import { balances } from "./checks/balances.ts";
import { auditLogs, journals } from "./checks/chains.ts";
import { channelOffers } from "./checks/channel-offers.ts";
import { contracts } from "./checks/contracts.ts";
import { copiedNames } from "./checks/copied-names.ts";
import { currencies } from "./checks/currencies.ts";
import { customers } from "./checks/customers.ts";
import { disputes } from "./checks/disputes.ts";
import { documents } from "./checks/documents.ts";
import { drawers } from "./checks/drawers.ts";
import { exchanges } from "./checks/exchanges.ts";
import { oneJournalPerFact } from "./checks/facts.ts";
import { giftCards } from "./checks/gift-cards.ts";
import { houseSales } from "./checks/house-sales.ts";
import { layBys } from "./checks/lay-bys.ts";
import { leftOver } from "./checks/left-over.ts";
import { linkedStock } from "./checks/linked-stock.ts";
import { bookingLinks, customerLinks } from "./checks/links.ts";
import { making } from "./checks/making.ts";
import { pictures } from "./checks/pictures.ts";
import { providerCalls } from "./checks/provider-calls.ts";
import { providerRefunds } from "./checks/provider-refunds.ts";
import { records } from "./checks/records.ts";
import { returnedRefunds } from "./checks/returned-refunds.ts";
import { salesAgree } from "./checks/sales.ts";
import { sealed } from "./checks/sealed.ts";
import { soldLines } from "./checks/sold-lines.ts";
import { states } from "./checks/states.ts";
import { stockCosts } from "./checks/stock-costs.ts";
import { stockCounters } from "./checks/stock-counters.ts";
import { stockValues } from "./checks/stock-values.ts";
import { subscriptionInvoices } from "./checks/subscriptions.ts";
import { recurring, taxes } from "./checks/taxes-and-fees.ts";
import { references27, tenants } from "./checks/tenants.ts";
import { placesInTrees } from "./checks/trees.ts";
import { units } from "./checks/units.ts";
import { openStores, type Stores } from "./stores.ts";

export type Result = {
  check: string;
  means: string;
  rows: number;
  seconds: number;
  /** Id → the fault found in it. */
  breaches: Map<string, string>;
  /** Id → work that waits because nothing serves. */
  waiting: Map<string, string>;
  /** Id → the tenant, if there is one. */
  tenants: Map<string, string>;
};

export type VerifyOptions = {
  mongo_url: string;
  namespace: string;
  /** The key that opens the sealed values. */
  secret_key: string;
  /** How long a breach may be incomplete work rather than a breach. */
  settle_ms?: number;
  /** For a live system: one walk at a time, so that MongoDB keeps most of its capacity for others. */
  gentle?: boolean;
};

const walks: readonly Walk[] = [
  ...[
    journals,
    oneJournalPerFact,
    balances,
    drawers,
    stockCosts,
    stockCounters,
    stockValues,
    linkedStock,
    copiedNames,
    pictures,
    customers,
    customerLinks,
    bookingLinks,
    placesInTrees,
    currencies,
    channelOffers,
    documents,
    making,
    salesAgree,
    contracts,
    providerCalls,
    disputes,
    providerRefunds,
    returnedRefunds,
    houseSales,
    giftCards,
    layBys,
    exchanges,
    wholeAndOneCurrency,
    taxes,
    recurring,
    subscriptionInvoices,
  ],
  ...[units, soldLines, states, records, references27, tenants, auditLogs, leftOver, sealed],
];

/** Counting stops here. */
const MOST = 10_000;
const PAUSE_MS = 2000;
const AT_ONCE = 2;

const emptyResult = (check: string, means: string): Result => ({
  check,
  means,
  rows: 0,
  seconds: 0,
  breaches: new Map(),
  waiting: new Map(),
  tenants: new Map(),
});

type Results = Map<string, Result>;

/** One walk's results, by check. */
async function walked({ checks, run }: Walk, stores: Stores): Promise<Results> {
  const results: Results = new Map(
    Object.entries(checks).map(([check, means]) => [check, emptyResult(check, means)]),
  );
  const of = (check: string): Result => {
    const known = results.get(check) ?? emptyResult(check, "");
    results.set(check, known);
    return known;
  };
  const tell: Tell = {
    read(check, rows = 1) {
      of(check).rows += rows;
    },
    breach(check, { _id, org_id }, what) {
      const { breaches, tenants } = of(check);
      if (breaches.size >= MOST || breaches.has(_id)) return;
      breaches.set(_id, what);
      if (typeof org_id === "string" && org_id) tenants.set(_id, org_id);
    },
    waits(check, { _id }, what) {
      const { waiting } = of(check);
      if (waiting.size < MOST) waiting.set(_id, what);
    },
  };
  const begun = performance.now();
  await run(stores, tell);
  for (const check of Object.keys(checks)) of(check).seconds = (performance.now() - begun) / 1000;
  return results;
}

const isBroken = (results: Results): boolean =>
  [...results.values()].some(({ breaches }) => breaches.size > 0);

/** The breaches that both readings found; incomplete work has finished between them. */
function bothSaid(before: Results, after: Results): Results {
  for (const [check, { breaches }] of after)
    for (const id of breaches.keys()) if (!before.get(check)?.breaches.has(id)) breaches.delete(id);
  return after;
}

/** MongoDB works for one walk while this process evaluates another. */
async function someAtOnce<T, R>(
  list: readonly T[],
  at_once: number,
  work: (one: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const left = list.entries();
  const worker = async () => {
    for (const [i, one] of left) results[i] = await work(one);
  };
  await Promise.all(Array.from({ length: at_once }, worker));
  return results;
}

/** Runs all walks, and repeats those with breaches until they find none or the time is over. */
async function allWalked(stores: Stores, at_once: number, settle_ms: number): Promise<Results[]> {
  const found = await someAtOnce(walks, at_once, (walk) => walked(walk, stores));
  const until = Date.now() + settle_ms;
  while (found.some(isBroken) && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(PAUSE_MS, until - Date.now())));
    for (const [i, results] of found.entries())
      if (isBroken(results)) found[i] = bothSaid(results, await walked(walks[i]!, stores));
  }
  return found;
}

/** Two walks may contribute to the same check. */
function together(found: readonly Results[]): Result[] {
  const all: Results = new Map();
  for (const result of found.flatMap((each) => [...each.values()])) {
    const { check, means, rows, seconds, breaches, waiting, tenants } = result;
    const known = all.get(check) ?? emptyResult(check, means);
    all.set(check, {
      check,
      means: known.means || means,
      rows: known.rows + rows,
      seconds: known.seconds + seconds,
      breaches: new Map([...known.breaches, ...breaches]),
      waiting: new Map([...known.waiting, ...waiting]),
      tenants: new Map([...known.tenants, ...tenants]),
    });
  }
  return [...all.values()];
}

/** The results of all checks, in the order of their names. */
export async function verify({
  mongo_url,
  namespace,
  secret_key,
  settle_ms = 0,
  gentle = false,
}: VerifyOptions): Promise<Result[]> {
  const stores = await openStores({ mongo_url, namespace, secret_key });
  try {
    const results = together(await allWalked(stores, gentle ? 1 : AT_ONCE, settle_ms));
    return results.sort((a, b) => a.check.localeCompare(b.check, "en", { numeric: true }));
  } finally {
    await stores.close();
  }
}
