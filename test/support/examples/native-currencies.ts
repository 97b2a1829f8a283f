/** Currencies, what they are worth in each other, and who tells it. */
import type { Say } from "./book.ts";

export async function currencies(say: Say): Promise<void> {
  await say("createCurrency", {}, { code: "PLN", name: "Polish zloty", symbol: "zł" });
  const { id } = await say(
    "createCurrency",
    {},
    { code: "SEK", name: "Swedish krona", decimal_separator: "," },
  );
  await say("listCurrencies", { limit: 10 });
  await say("getCurrency", { id });
  await say("updateCurrency", { id }, { symbol: "kr" });
  const told = { from_currency: "SEK", to_currency: "PLN", rate: 38_250_000, source: "Bank" };
  const rate = await say("createExchangeRate", {}, { ...told, at: "2020-03-01T09:30:00Z" });
  await say("listExchangeRates", { from_currency: "SEK", limit: 10 });
  await say("getExchangeRate", { id: rate.id });
  await say("updateExchangeRate", { id: rate.id }, { rate: 38_300_000 });
  await say("getExchangeRateOfDay", { from_currency: "SEK", to_currency: "PLN", date: "2020-03-02" });
  await say("deleteExchangeRate", { id: rate.id });
  await say("restoreExchangeRate", { id: rate.id });
  await say("deleteExchangeRate", { id: rate.id });
  await sources(say);
  await say("deleteCurrency", { id });
  await say("restoreCurrency", { id });
}

async function sources(say: Say): Promise<void> {
  const { id } = await say("createRateSource", {}, { provider: "Custom", sync_time: "06:30" });
  await say("listRateSources", { limit: 10 });
  await say("getRateSource", { id });
  await say("fetchExchangeRates", {}, { providers: ["Custom"] });
  await say("updateRateSource", { id }, { is_enabled: false });
  await say("deleteRateSource", { id });
}
