import { room } from "../../../shared/service/room.ts";
import { beginCurrencies, currencyCodes } from "./begin-currencies.ts";
import { currency } from "./currency.ts";
import { exchangeRate } from "./exchange-rate.ts";
import { fetchRates } from "./fetch-rates.ts";
import { rateOfDay } from "./rate-of-day.ts";
import { rateSource } from "./rate-source.ts";
import { changeCurrency, createCurrency, removeCurrency } from "./save-currency.ts";
import { changeExchangeRate, createExchangeRate, restoreExchangeRate } from "./save-rate.ts";

export const currenciesRoom = room({
  resources: [currency, exchangeRate, rateSource],
  handlers: [
    ...[beginCurrencies, currencyCodes, createCurrency, changeCurrency, removeCurrency],
    ...[createExchangeRate, changeExchangeRate, restoreExchangeRate, rateOfDay, fetchRates],
  ],
});
