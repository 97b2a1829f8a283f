/** Currencies and exchange rates: written, looked up for a day, and fetched from those who tell them. */
import { count, date, group, id, list, text } from "../../../shared/fields/index.ts";
import { beginning } from "../../../shared/service/first-rows.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { currency, currencyText } from "./currency.ts";
import { exchangeRate } from "./exchange-rate.ts";

const { business_unit_id: _of, ...currencyFields } = currency.fields;
const { business_unit_id: _unit, ...rateFields } = exchangeRate.fields;
const { deleted_at: _deleted_at, ...counting } = exchangeRate.columns;

export const beginCurrencies = beginning("accounts.currency", "its first currencies");

export const createCurrency = operation({
  name: "accounts.currency.create",
  http: "POST /currencies",
  status: 201,
  scope: "write:currencies",
  about: "Create a currency. The base of the root is the currency of the books. Returns the currency.",
  refuses: ["unprocessable"],
  input: currencyFields,
  output: entityOf(currency),
});

export const changeCurrency = operation({
  name: "accounts.currency.change",
  http: "PATCH /currencies/{id}",
  change: true,
  scope: "write:currencies",
  about:
    "Change a currency. A new base of a business unit takes the place of the one before. The base stays active, and that of the root stays the currency of the books. A code that active exchange rates name stays. Returns the currency.",
  refuses: ["unprocessable", "in_use"],
  input: { id: id(), ...currencyFields },
  output: entityOf(currency),
});

export const removeCurrency = operation({
  name: "accounts.currency.remove",
  http: "DELETE /currencies/{id}",
  scope: "delete:currencies",
  about:
    "Delete a currency. Refused for the base of a business unit, and while active exchange rates name it. It can be restored. Returns the deleted currency.",
  refuses: ["in_use", "not_deletable"],
  input: { id: id() },
  output: entityOf(currency),
});

export const currencyCodes = operation({
  name: "accounts.currency.codes",
  about: "The codes of the organization's currencies, of all business units.",
  input: {},
  output: shapeOf({ codes: list(text(currencyText)) }),
});

export const createExchangeRate = operation({
  name: "accounts.exchange_rate.create",
  http: "POST /exchange-rates",
  status: 201,
  scope: "write:exchange_rates",
  about:
    "Create an exchange rate. It is between two active currencies of its business unit. There is one per pair, minute and source. Returns the exchange rate.",
  refuses: ["unprocessable"],
  input: rateFields,
  output: entityOf(exchangeRate),
});

export const changeExchangeRate = operation({
  name: "accounts.exchange_rate.change",
  http: "PATCH /exchange-rates/{id}",
  change: true,
  scope: "write:exchange_rates",
  about: "Change an exchange rate. Returns the exchange rate.",
  refuses: ["unprocessable"],
  input: { id: id(), ...rateFields },
  output: entityOf(exchangeRate),
});

export const restoreExchangeRate = operation({
  name: "accounts.exchange_rate.restore",
  http: "POST /exchange-rates/{id}/restore",
  scope: "delete:exchange_rates",
  about:
    "Restore a deleted exchange rate. Refused while one of its currencies is not there. Returns the exchange rate.",
  refuses: ["unprocessable"],
  input: { id: id() },
  output: entityOf(exchangeRate),
});

export const rateOfDay = operation({
  name: "accounts.exchange_rate.of_day",
  http: "GET /exchange-rate-of-day",
  tag: "exchange_rates",
  scope: "read:exchange_rates",
  about:
    "Get the exchange rate of a day. It is the newest of that day in UTC, or else of the latest of the 30 days before it. Pairs are taken as they are told: no rate is turned around or put together from others. Days to come are refused. `rate` is null without one.",
  refuses: ["unprocessable"],
  input: { from_currency: text(currencyText), to_currency: text(currencyText), date: date() },
  output: shapeOf({ rate: group(counting, { optional: true }) }),
});

const message = text({ max: 500 });

export const fetchRates = operation({
  name: "accounts.exchange_rate.fetch",
  http: "POST /exchange-rates/fetch",
  scope: "write:exchange_rates",
  about:
    "Fetch exchange rates. Asks the named providers, or those that are enabled, and keeps rates between active currencies that are new. What cannot be had is told in `errors`. Asking again changes no rate. Returns how many were told.",
  input: {
    date: date({ optional: true, about: "The latest when absent." }),
    providers: list(text({ max: 100 }), { optional: true, max: 10 }),
  },
  output: shapeOf({
    total: count(),
    by_provider: list(group({ provider: text(), count: count(), errors: list(message) })),
    errors: list(message),
  }),
});
