/** What a step of an explained sale says: one sentence for each kind. */
import { type Sentences, says, type Words } from "../../../shared/explanation.ts";
import type { SaleStepKind, SaleSum } from "./explain-line.rules.ts";

/** "50 % of 99.99 EUR is 49.995, rounded to 50.00 EUR". */
function percent({ figures, rate_ppm = 0, result }: SaleSum, { money, rate, exact }: Words): string {
  const [{ amount = 0 } = {}] = figures;
  const unrounded = exact(amount, rate_ppm);
  const comesTo = unrounded ? `${unrounded}, rounded to ${money(result)}` : money(result);
  return `${rate(rate_ppm)} of ${money(amount)} is ${comesTo}`;
}

const first = ({ figures }: SaleSum): number => figures[0]?.amount ?? 0;

const inside =
  (text: string) =>
  (step: SaleSum, { money, rate }: Words): string =>
    step.operation === "recorded"
      ? `${text} ${money(step.result)}.`
      : `${text} ${money(step.result)}, because the tax of ${rate(step.rate_ppm ?? 0)} is inside ${money(first(step))}.`;

const without =
  (text: string) =>
  (step: SaleSum, { money, rate }: Words): string =>
    step.operation === "recorded" || !step.rate_ppm
      ? `${text} is ${money(step.result)}.`
      : `${text} is ${money(step.result)}: ${money(first(step))} without the tax of ${rate(step.rate_ppm)} in it.`;

/** REF-1: "Units 2 to 3 of 3 give back 33.33 EUR of the consignor's 99.99 EUR". */
function shareRefunded(step: SaleSum, words: Words): string {
  const { from = 0, to = 0, quantity = 0, result, operation } = step;
  const { money } = words;
  if (operation === "sum") return says("The consignor's part of what was refunded")(step, words);
  if (operation === "recorded") return `The consignor's part of what was refunded is ${money(result)}.`;
  const units = to === from + 1 ? `Unit ${to}` : `Units ${from + 1} to ${to}`;
  const give = to === from + 1 ? "gives" : "give";
  return `${units} of ${quantity} ${give} back ${money(result)} of the consignor's part of ${money(first(step))}.`;
}

export const saleSentences: Sentences<SaleStepKind> = {
  gross: (step, { money }) => `${step.quantity} × ${money(first(step))} = ${money(step.result)}.`,
  price: says("The buyer pays for the goods"),
  tax_contained: inside("The tax is"),
  tax_divided: says("The taxes share it by their rates"),
  margin: says("The margin of the shop, tax included"),
  net: says("The net price"),
  tax_added: (step, words) => `Tax on top: ${percent(step, words)}.`,
  tax_of_sale: (step, words) => `Tax on top, of the whole sale: ${percent(step, words)}.`,
  tax_of_sale_divided: says("The lines share it by their net prices"),
  taxed_price: says("With all taxes"),
  shared_price: says("The price that consignor and store share"),
  net_for_share: without("The net price to share"),
  consignor_price: says("The price with the consignor's own discount"),
  net_for_consignor: without("The net price with the consignor's own discount"),
  consignor_discount: (step, words) =>
    step.operation === "recorded"
      ? `The consignor's discount without tax is ${words.money(step.result)}.`
      : says("The consignor's discount without tax")(step, words),
  share_base: says("Fees that the buyer's price covers are taken off before sharing"),
  nothing_to_share: (_, { money }) =>
    `The fees that the buyer's price covers take up the net price: ${money(0)} is left to share.`,
  share: (step, words) => `The consignor's share: ${percent(step, words)}.`,
  consignor_portion: says("The consignor gets"),
  store_portion: says("The store keeps"),
  refunded: says("After refunds of this line"),
  share_refunded: shareRefunded,
  subtotal: says("The net of all lines"),
  tax_total: says("The tax of all lines"),
  discount_total: says("The discounts of all lines"),
  cash_rounding: says("Paid in cash, the total is rounded"),
  total: says("The total"),
  change: says("The change"),
  consignor_total: says("The consignors get"),
  store_total: says("The store keeps"),
  cogs: says("The goods cost the shop"),
  sale_refunded: says("After all refunds"),
};
