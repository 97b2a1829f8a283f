/** Currencies, exchange rates, and those who tell them (9). */
import * as accounts from "../../../../services/accounts/public.ts";
import type { InputOf } from "../../../../shared/service/reference.ts";
import { idOf } from "../../../kit/builders.ts";
import {
  type Answer,
  area,
  type Behavior,
  type DialectContext,
  eachUnder,
  handle,
  objectWith,
  refusing,
  showOne,
} from "../../../kit/index.ts";
import { allRows } from "../../../kit/whole.ts";
import { shownSchema } from "../../../shapes/schema.ts";
import { crudOfWords, ofNamed, takenIsInvalid, usedIsInvalid } from "../area.ts";
import { flagFilter, textFilter } from "../filters.ts";
import * as shapes from "../shapes/currencies.ts";

const isActive = flagFilter("is_active");

const currencies = crudOfWords(
  "CurrenciesCurrencies",
  area(accounts.currency, shapes.currencyShape, {
    actions: {
      create: accounts.createCurrency,
      change: accounts.changeCurrency,
      remove: accounts.removeCurrency,
    },
    filters: { code: textFilter("code"), isBase: flagFilter("is_base"), isActive },
  }),
);

const rates = crudOfWords(
  "CurrenciesExchangeRates",
  area(accounts.exchangeRate, shapes.exchangeRateShape, {
    actions: { create: accounts.createExchangeRate, change: accounts.changeExchangeRate },
    filters: {
      ...{ fromCurrencyCode: textFilter("from_currency"), toCurrencyCode: textFilter("to_currency") },
      ...{ isActive, source: textFilter("source"), type: textFilter("type") },
    },
  }),
);

/** These lists have at least one page (MRC-W-9). */
const paged = (does: Behavior): Behavior => ({
  ...does,
  async run(ctx) {
    const page = (await does.run(ctx)) as { totalPages?: number };
    return page.totalPages === 0 ? { ...page, totalPages: 1 } : page;
  },
});

const sources = crudOfWords("CurrenciesFetchConfigs", area(accounts.rateSource, shapes.rateSourceShape));
const { create, get } = accounts.rateSource.actions;

/** What was written, as `{config}` (MRC-CUR-4). */
const underConfig: Answer<accounts.RateSource> = {
  schema: (variant) => objectWith({ config: shownSchema(shapes.rateSourceShape, variant) }),
  show: async (ctx, row) => ({ config: await showOne(ctx, shapes.rateSourceShape, row) }),
};

const postCurrenciesFetchConfigs = takenIsInvalid(
  handle({
    ...{ scope: "write:exchange_rates", body: shapes.rateSourceShape, response: underConfig },
    run: (ctx, given) => ctx.call(create, given as InputOf<typeof create>),
  }),
);

const putCurrenciesFetchConfigs: Behavior = {
  ...ofNamed(sources.putCurrenciesFetchConfigs),
  response: underConfig.schema,
  async run(ctx) {
    await sources.putCurrenciesFetchConfigs.run(ctx);
    return underConfig.show(ctx, await ctx.read(get, { id: idOf(ctx, "rate_source") }));
  },
};

const postCurrenciesFetchRates = handle({
  ...{ ...refusing(accounts.fetchRates), body: shapes.fetchShape, schema: shapes.fetchedSchema },
  async run(ctx, asked) {
    const { total, by_provider, errors } = await ctx.call(accounts.fetchRates, asked);
    const each = by_provider.map(({ provider, count, errors: own }) => [
      provider,
      { count, ...(own.length ? { errors: own } : {}) },
    ]);
    return { totalFetched: total, byProvider: Object.fromEntries(each), errors };
  },
});

export const currencyOperations = {
  ...{ ...currencies, getCurrenciesCurrencies: paged(currencies.getCurrenciesCurrencies) },
  putCurrenciesCurrencies: ofNamed(usedIsInvalid(currencies.putCurrenciesCurrencies)),
  deleteCurrenciesCurrencies: usedIsInvalid(currencies.deleteCurrenciesCurrencies),
  ...{ ...rates, getCurrenciesExchangeRates: paged(rates.getCurrenciesExchangeRates) },
  putCurrenciesExchangeRates: ofNamed(rates.putCurrenciesExchangeRates),
  getCurrenciesFetchConfigs: handle<readonly accounts.RateSource[]>({
    ...{ scope: "read:exchange_rates", response: eachUnder("configs", shapes.rateSourceShape) },
    run: (ctx) => allRows<accounts.RateSource>(ctx, accounts.rateSource, {}),
  }),
  ...{ postCurrenciesFetchConfigs, putCurrenciesFetchConfigs, postCurrenciesFetchRates },
  deleteCurrenciesFetchConfigs: {
    ...sources.deleteCurrenciesFetchConfigs,
    response: () => objectWith({ success: { type: "boolean" } }),
    async run(ctx: DialectContext) {
      await sources.deleteCurrenciesFetchConfigs.run(ctx);
      return { success: true };
    },
  },
};
