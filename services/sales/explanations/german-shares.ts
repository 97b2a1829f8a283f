/** What the steps of a consignor's share say in German. */
import { type Sentences, type Sum, says, type Words } from "../../../shared/explanation.ts";
import type { Phrases } from "../../../shared/papers/printed-steps.ts";
import type { LineFigure, ShareStepKind } from "./explain-line.rules.ts";

type Step = Sum<ShareStepKind>;

const first = ({ figures }: Step): number => figures[0]?.amount ?? 0;

/** "50 % von 99,99 € sind 49,995, gerundet 50,00 €". */
function percent(step: Step, { money, rate, exact }: Words): string {
  const { rate_ppm = 0, result } = step;
  const unrounded = exact(first(step), rate_ppm);
  const comesTo = unrounded ? `${unrounded}, gerundet ${money(result)}` : money(result);
  return `${rate(rate_ppm)} von ${money(first(step))} sind ${comesTo}`;
}

const inside = (step: Step, { money, rate }: Words): string =>
  step.operation === "recorded"
    ? `Die Steuer beträgt ${money(step.result)}.`
    : `Die Steuer beträgt ${money(step.result)}, denn in ${money(first(step))} ist die Steuer von ${rate(step.rate_ppm ?? 0)} enthalten.`;

const without =
  (text: string) =>
  (step: Step, { money, rate }: Words): string =>
    step.operation === "recorded" || !step.rate_ppm
      ? `${text} beträgt ${money(step.result)}.`
      : `${text} beträgt ${money(step.result)}: ${money(first(step))} ohne die enthaltene Steuer von ${rate(step.rate_ppm)}.`;

/** REF-1: "Rückgabe von Stück 2 bis 3 von 3: 33,33 € vom Anteil des Kommittenten von 50,00 €." */
function refunded(step: Step, words: Words): string {
  const { from = 0, to = 0, quantity = 0, result, operation } = step;
  const { money } = words;
  const part = "Der Anteil des Kommittenten an der Erstattung";
  if (operation === "sum") return says(part)(step, words);
  if (operation === "recorded") return `${part} beträgt ${money(result)}.`;
  const units = to === from + 1 ? String(to) : `${from + 1} bis ${to}`;
  return `Rückgabe von Stück ${units} von ${quantity}: ${money(result)} vom Anteil des Kommittenten von ${money(first(step))}.`;
}

const sentences: Sentences<ShareStepKind> = {
  gross: (step, { money }) => `${step.quantity} × ${money(first(step))} = ${money(step.result)}.`,
  price: says("Der Käufer zahlt für die Ware"),
  tax_contained: inside,
  tax_divided: says("Die Steuern teilen sie nach ihren Sätzen auf"),
  margin: says("Die Spanne des Geschäfts einschließlich Steuer"),
  net: says("Der Nettopreis"),
  tax_added: (step, words) => `Dazu kommt die Steuer: ${percent(step, words)}.`,
  taxed_price: says("Mit allen Steuern"),
  shared_price: says("Der Preis, den sich Kommittent und Geschäft teilen"),
  net_for_share: without("Der Nettopreis zum Teilen"),
  consignor_price: says("Der Preis mit dem Rabatt des Kommittenten"),
  net_for_consignor: without("Der Nettopreis mit dem Rabatt des Kommittenten"),
  consignor_discount: (step, words) =>
    step.operation === "recorded"
      ? `Der Rabatt des Kommittenten ohne Steuer beträgt ${words.money(step.result)}.`
      : says("Der Rabatt des Kommittenten ohne Steuer")(step, words),
  share_base: says("Gebühren, die der Preis des Käufers deckt, gehen vor der Teilung ab"),
  nothing_to_share: (_, { money }) =>
    `Die Gebühren, die der Preis des Käufers deckt, verbrauchen den Nettopreis: ${money(0)} bleiben zu teilen.`,
  share: (step, words) => `Der Anteil des Kommittenten: ${percent(step, words)}.`,
  consignor_portion: says("Der Kommittent erhält"),
  share_refunded: refunded,
};

const figures: Record<LineFigure, string> = {
  "unit price": "Stückpreis",
  "price of the units": "Preis der Ware",
  "discount on the line, shared": "Rabatt auf die Position, gemeinsam getragen",
  "discount on the line, borne by the store": "Rabatt auf die Position, vom Geschäft getragen",
  "discount on the line, borne by the consignor": "Rabatt auf die Position, vom Kommittenten getragen",
  "discount on the whole sale, shared": "Rabatt auf den ganzen Verkauf, gemeinsam getragen",
  "discount on the whole sale, borne by the store": "Rabatt auf den ganzen Verkauf, vom Geschäft getragen",
  "discount on the whole sale, borne by the consignor":
    "Rabatt auf den ganzen Verkauf, vom Kommittenten getragen",
  "tax that this customer does not pay": "Steuer, von der dieser Kunde befreit ist",
  tax: "Steuer",
  "price paid": "gezahlter Preis",
  cost: "Einkaufspreis",
  "consignor's part": "Anteil des Kommittenten",
  "a loss counts as no margin": "ein Verlust zählt nicht als Spanne",
  margin: "Spanne",
  "net price": "Nettopreis",
  "price for the share": "geteilter Preis",
  "net price for the share": "Nettopreis zum Teilen",
  "price after the consignor's discount": "Preis nach dem Rabatt des Kommittenten",
  "net price after the consignor's discount": "Nettopreis nach dem Rabatt des Kommittenten",
  "consignor's discount without tax": "Rabatt des Kommittenten ohne Steuer",
  "consignor's discount": "Rabatt des Kommittenten",
  "left after the buyer fees": "Rest nach den Gebühren des Käufers",
  "buyer fee": "Gebühr des Käufers",
  "never below zero": "nie unter null",
  "amount to share": "zu teilender Betrag",
  "consignor fee": "Gebühr des Kommittenten",
  "handling fee": "Bearbeitungsgebühr",
  "card fee": "Kartengebühr",
  share: "Anteil",
  "borne by the store": "vom Geschäft getragen",
  "paid with tax": "gezahlt mit Steuer",
  refunded: "erstattet",
  "consignor's part of the line": "Anteil des Kommittenten an der Position",
  "net price refunded": "erstatteter Nettopreis",
  "store's part": "Anteil des Geschäfts",
};

export const germanShares: Phrases<ShareStepKind> = { sentences, figures };
