/** How Mercato's operations on currencies and exchange rates are called, and what shows that they worked. */
import type { Json } from "./backroom.ts";
import { areaTrials, must, nth, type Trials, type World } from "./mercato-world.ts";

export function mercatoCurrencies(world: World): Trials {
  const ok = (...asked: Parameters<ReturnType<World>["ok"]>) => world().ok(...asked);
  let coded = 0;
  /** A code that no other test has. */
  const code = (): string => {
    const n = coded++;
    return `Q${[Math.floor(n / 26) % 26, n % 26].map((each) => String.fromCharCode(65 + each)).join("")}`;
  };
  const currencies = areaTrials(world, {
    ...{ path: "/currencies/currencies", answers: "whole" },
    full: () => ({
      ...{ code: code(), name: "Money", symbol: "m", decimalPlaces: 3, isBase: false, isActive: true },
      ...{ thousandsSeparator: " ", decimalSeparator: "," },
    }),
    least: () => ({ code: code(), name: "Money" }),
    changes: () => ({ name: "Other money", symbol: null, isActive: false }),
    wrong: { code: "EURO", name: 7, decimalPlaces: 9, isActive: "perhaps" },
  });
  const rates = areaTrials(world, {
    ...{ path: "/currencies/exchange-rates", answers: "whole" },
    full: () => ({
      ...{ fromCurrencyCode: "EUR", toCurrencyCode: "PLN", rate: "4.25", source: `Bank ${nth()}` },
      ...{ date: "2026-03-01T10:00:00.000Z", type: "buy", isActive: true },
    }),
    least: () => ({
      ...{ fromCurrencyCode: "EUR", toCurrencyCode: "PLN", rate: 4, source: `Bank ${nth()}` },
      date: "2026-03-01",
    }),
    shown: (row, body) => ({
      ...row,
      ...(typeof body.rate === "number" ? { rate: Number(row.rate) } : {}),
      date: String(row.date).slice(0, String(body.date).length),
    }),
    changes: () => ({ rate: "0.00000001", type: null }),
    wrong: { rate: "much", date: "once", source: "B", type: "lend", fromCurrencyCode: "EURO" },
  });
  return {
    ...currencies,
    ...rates,
    // Another organization begins with the same currencies.
    ...configs(world),
    "POST /currencies/fetch-rates": () => ({
      ...{ foreign: "its own", wrong: { date: "soon", providers: 7 } },
      state: async () => (await ok("GET", "/currencies/exchange-rates?pageSize=1")).total,
      full: async () => ({ body: { date: "2026-03-02", providers: ["Custom"] } }),
      async proof(_asked, { totalFetched, byProvider, errors }: Json) {
        must(totalFetched === 0 && byProvider.Custom.count === 0, JSON.stringify(byProvider));
        must(errors.length === 1 && errors[0].startsWith("Custom: "), JSON.stringify(errors));
      },
    }),
  };
}

/** There is one setup per provider, so each trial first makes room. */
function configs(world: World): Trials {
  const path = "/currencies/fetch-configs";
  const ok = (...asked: Parameters<ReturnType<World>["ok"]>) => world().ok(...asked);
  const all = async (): Promise<Json[]> => (await ok("GET", path)).configs;
  const given = async (provider: string): Promise<Json> => {
    const before = (await all()).find((each) => each.provider === provider);
    if (before) await world().own("DELETE", path, { id: before.id });
    return { provider, isEnabled: false, syncTime: "06:30", config: { url: "https://rates.example/" } };
  };
  const made = async (): Promise<Json> => (await ok("POST", path, await given("NBP"))).config;
  const state = async () => (await all()).map(({ id, updatedAt }) => [id, updatedAt]);
  const wrong = { provider: "Nobody", isEnabled: "perhaps", syncTime: "late", config: 7 };
  const one = { foreign: "refused" as const, aside: ["organizationId", "tenantId", "id"], state };
  return {
    [`GET ${path}`]: () => ({
      ...{ foreign: "its own", state: async () => null },
      async full() {
        await made();
        return {};
      },
      proof: async (_asked, answer) => must(answer.configs.length >= 1, JSON.stringify(answer)),
    }),
    [`POST ${path}`]: () => ({
      ...{ ...one, wrong, foreign: "its own" },
      full: async () => ({ body: await given("Raiffeisen Bank Polska") }),
      async least() {
        await given("Custom");
        return { body: { provider: "Custom" } };
      },
      async proof({ body }, { config }) {
        must(config.provider === body.provider && config.lastSyncAt === null, JSON.stringify(config));
        must(
          (await state()).some(([id]) => id === config.id),
          "not in the list",
        );
      },
    }),
    [`PUT ${path}`]: () => ({
      ...{ ...one, wrong },
      full: async () => ({ body: { id: (await made()).id, syncTime: null, config: { key: 1 } } }),
      async proof({ body }, { config }) {
        must(config.id === body.id && config.syncTime === null, JSON.stringify(config));
        must(JSON.stringify(config.config) === '{"key":1}', JSON.stringify(config));
      },
    }),
    [`DELETE ${path}`]: () => ({
      ...one,
      full: async () => ({ body: { id: (await made()).id } }),
      async proof({ body }) {
        must(!(await state()).some(([id]) => id === body.id), "still in the list");
      },
    }),
  };
}
