import { isFailure } from "../../../shared/errors.ts";
import { hold } from "../../../shared/service/hold.ts";
import { flow } from "../../../shared/service/operation.ts";
import { hostsIn } from "../../../shared/service/settings.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type Answer, askProvider } from "./ask-provider.ts";
import { currency } from "./currency.ts";
import * as declared from "./declarations.ts";
import { exchangeRate } from "./exchange-rate.ts";
import { activeOf } from "./pairs.ts";
import { type RateSource, rateSource } from "./rate-source.ts";

type Pair = { from_currency: string; to_currency: string };
const keyOf = (rate: Pair & { at: string; source: string }): string =>
  [rate.from_currency, rate.to_currency, rate.at, rate.source].join(" ");

/** The rates between active currencies, each once. */
function wantedOf(answers: readonly Answer[], isActive: (code: string) => boolean) {
  const rows = answers.flatMap(({ provider, told }) => told.map((each) => ({ ...each, source: provider })));
  const wanted = rows.filter(
    ({ from_currency: from, to_currency: to }) => from !== to && isActive(from) && isActive(to),
  );
  return new Map(wanted.map((each) => [keyOf(each), each]));
}

/** What is known already, or was deleted, stays as it is. */
async function keep(tx: Tx, answers: readonly Answer[], sources: readonly RateSource[]) {
  const business_unit_id = tx.meta.business_unit_id ?? null;
  const active = await activeOf(tx, business_unit_id);
  const wanted = wantedOf(answers, (code) => active.has(code));
  const rows = [...wanted.values()];
  const at = { $in: [...new Set(rows.map((each) => each.at))] };
  const known = rows.length ? await tx.find(exchangeRate, { business_unit_id, at }) : [];
  for (const each of known) wanted.delete(keyOf(each));
  const used = new Set([...wanted.values()].flatMap((each) => [each.from_currency, each.to_currency]));
  await hold(
    tx,
    currency,
    [...used].map((code) => active.get(code)!.id),
    "/providers",
  );
  await tx.insertMany(
    exchangeRate,
    [...wanted.values()].map((each) => ({ ...each, business_unit_id })),
  );
  const by_provider = answers.map(({ provider, error }) => {
    const count = rows.filter(({ source }) => source === provider).length;
    return { provider, count, errors: error === null ? [] : [error] };
  });
  await tx.saveMany(rateSource, noted(tx.now, sources, by_provider));
  const errors = by_provider.flatMap(({ provider, errors: all }) =>
    all.map((each) => `${provider}: ${each}`),
  );
  return { total: rows.length, by_provider, errors };
}

/** What came of asking, on the sources that were asked. */
const noted = (
  now: string,
  sources: readonly RateSource[],
  outcomes: readonly { provider: string; count: number; errors: string[] }[],
) =>
  sources.flatMap((before) => {
    const of = outcomes.find(({ provider }) => provider === before.provider);
    if (!of) return [];
    const [last_sync_message = null] = of.errors;
    const last_sync_status = last_sync_message === null ? ("success" as const) : ("error" as const);
    const last = { last_sync_at: now, last_sync_status, last_sync_message, last_sync_count: of.count };
    return [{ before, changes: last }];
  });

export const fetchRates = flow(declared.fetchRates, async (context, { date, providers }) => {
  const { reader, meta, headers, transact } = context;
  const own = { business_unit_id: meta.business_unit_id ?? null };
  const sources = await reader.find(rateSource, own);
  const enabled = sources.filter(({ is_enabled }) => is_enabled).map(({ provider }) => provider);
  const allowed_hosts = hostsIn(reader.settings, "RATES_ALLOWED_HOSTS");
  const answers = await Promise.all(
    [...new Set<string>(providers ?? enabled)].map((name) => {
      const config = sources.find(({ provider }) => provider === name)?.config ?? null;
      return askProvider(name, { config, date: date ?? null, allowed_hosts });
    }),
  );
  const store = () =>
    transact(meta, { action: declared.fetchRates.name, headers }, async (tx) =>
      keep(tx, answers, await tx.find(rateSource, own)),
    );
  // Somebody who fetches at the same moment keeps the same rates; then they are known.
  return store().catch((error: unknown) => {
    if (isFailure(error) && error.type === "conflict") return store();
    throw error;
  });
});
