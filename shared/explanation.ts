/**
 * An amount explained step by step. A step names its figures and its operation, so that its result can be recomputed from
 * them alone; its sentence says the same in words. Amounts in minor units, rates in ppm.
 */
import { choice, count, group, id, list, money, signed, text } from "./fields/index.ts";
import {
  exponentOf,
  formatDecimal,
  formatScaled,
  mulRate,
  PPM,
  rnd,
  spokenMicro,
  sum,
  times,
} from "./money.ts";

/**
 * `sum`: Σ figures. `times`: the figure × `quantity`. `rate`: the figure × `rate_ppm`. `without_tax`: the figure ÷ (1 +
 * `rate_ppm`). `tax_inside`: the rest of that. `divide`: the result split by the figures' weights, largest remainder first.
 * `portion`: the figure's share of units `from` to `to` of `quantity`. `recorded`: the figure itself.
 */
export const stepOperations = [
  "sum",
  "times",
  "rate",
  "without_tax",
  "tax_inside",
  "divide",
  "portion",
  "recorded",
] as const;
export type StepOperation = (typeof stepOperations)[number];

export type Figure = {
  /** What it is, in English words. */
  name: string;
  /** Somebody named it so, such as a tax or an item: the name is in no language. */
  given?: true;
  amount: number;
  /** Its share of a division. */
  weight?: number;
  /** The line of the sale that it belongs to. */
  line_id?: string | null;
};

/** A step without its sentence. */
export type Sum<Kind extends string> = {
  kind: Kind;
  operation: StepOperation;
  line_id?: string | null;
  figures: Figure[];
  rate_ppm?: number;
  quantity?: number;
  from?: number;
  to?: number;
  result: number;
};

export const addedUp = <Kind extends string>(kind: Kind, figures: Figure[]): Sum<Kind> => {
  const counted = figures.filter(({ amount }, i) => i === 0 || amount !== 0);
  return { kind, operation: "sum", figures: counted, result: sum(counted.map(({ amount }) => amount)) };
};

/** The net amount in a price that contains taxes of `rate_ppm`. */
const without = (amount: number, rate_ppm: number) => rnd(BigInt(amount) * BigInt(PPM), PPM + rate_ppm);

export const multiplied = <Kind extends string>(kind: Kind, figure: Figure, quantity: number): Sum<Kind> => ({
  ...{ kind, operation: "times", figures: [figure], quantity },
  result: times(figure.amount, quantity),
});

export const rated = <Kind extends string>(kind: Kind, figure: Figure, rate_ppm: number): Sum<Kind> => ({
  ...{ kind, operation: "rate", figures: [figure], rate_ppm },
  result: mulRate(figure.amount, rate_ppm),
});

export const withoutTax = <Kind extends string>(kind: Kind, figure: Figure, rate_ppm: number): Sum<Kind> => ({
  ...{ kind, operation: "without_tax", figures: [figure], rate_ppm },
  result: without(figure.amount, rate_ppm),
});

export const taxInside = <Kind extends string>(kind: Kind, figure: Figure, rate_ppm: number): Sum<Kind> => ({
  ...{ kind, operation: "tax_inside", figures: [figure], rate_ppm },
  result: figure.amount - without(figure.amount, rate_ppm),
});

export const divided = <Kind extends string>(
  kind: Kind,
  figures: (Figure & { weight: number })[],
): Sum<Kind> => ({
  ...{ kind, operation: "divide", figures },
  result: sum(figures.map(({ amount }) => amount)),
});

export const recorded = <Kind extends string>(kind: Kind, figure: Figure): Sum<Kind> => ({
  ...{ kind, operation: "recorded", figures: [figure] },
  result: figure.amount,
});

/** The fields of a step as an answer shows it; `kind` is the field of its kind. */
export const stepOf = <Kind>(kind: Kind) =>
  ({
    kind,
    operation: choice(stepOperations),
    line_id: id({ optional: true }),
    sentence: text({ max: 20_000 }),
    figures: list(
      group({
        name: text({ max: 300 }),
        amount: money({ ...signed, min: -1e15, max: 1e15 }),
        weight: money({ optional: true, max: 1e15, about: "Its share of a division." }),
        line_id: id({ optional: true }),
      }),
    ),
    rate_ppm: money({ optional: true, about: "ppm; several taxes add up." }),
    quantity: count({ optional: true }),
    from: count({ optional: true }),
    to: count({ optional: true }),
    result: money({ ...signed, min: -1e15, max: 1e15 }),
  }) as const;

export type Step<Kind extends string> = Required<Omit<Sum<Kind>, "figures" | "line_id" | Optional>> & {
  line_id: string | null;
  sentence: string;
  figures: { name: string; amount: number; weight: number | null; line_id: string | null }[];
} & Record<Optional, number | null>;
type Optional = "rate_ppm" | "quantity" | "from" | "to";

/** How amounts of one currency are written. */
export type Amounts = {
  /** "12.50 EUR". */
  amount(minor: number): string;
  /** "12.50". */
  decimal(minor: number): string;
  /** "33.3333 %". */
  percent(ppm: number): string;
  /** "49.995": all places of an amount in millionths of the minor unit. */
  exact(millionths: number): string;
};

/** Figures by their English names, and what stands for more of them than a sentence lists. */
export type Names = { of: Readonly<Record<string, string>>; many: (count: number) => string };

/** What sentences are made of. */
export type Words = {
  /** "12.50 EUR". */
  money(minor: number): string;
  /** "12.50 − 2.50 (discount)". */
  terms(figures: readonly Figure[]): string;
  /** "33.3333 %". */
  rate(ppm: number): string;
  /** "49.995", where a rate does not yield whole minor units; otherwise null. */
  exact(amount: number, rate_ppm: number): string | null;
};

export type Sentences<Kind extends string> = Readonly<
  Record<Kind, (step: Sum<Kind>, words: Words) => string>
>;

/** "The net price: 112.80 (price paid) − 22.56 (VAT) = 90.24 EUR." */
export const says =
  (text: string) =>
  ({ figures, result }: Sum<string>, { money, terms }: Words): string =>
    `${text}: ${terms(figures)} = ${money(result)}.`;

/** A sentence lists no more figures than this. */
const MOST_TERMS = 8;

export function wordsOf({ amount, decimal, percent, exact }: Amounts, names: Names): Words {
  const signOf = (minor: number, i: number) => (i === 0 ? (minor < 0 ? "−" : "") : minor < 0 ? " − " : " + ");
  const nameOf = ({ name, given }: Figure) => (given ? name : (names.of[name] ?? name));
  return {
    money: amount,
    terms: (figures) =>
      figures.length > MOST_TERMS
        ? names.many(figures.length)
        : figures
            .map((each, i) => `${signOf(each.amount, i)}${decimal(Math.abs(each.amount))} (${nameOf(each)})`)
            .join(""),
    rate: percent,
    exact(minor, rate_ppm) {
      const product = BigInt(minor) * BigInt(rate_ppm);
      const isWhole = product % BigInt(PPM) === 0n;
      return isWhole || product > BigInt(Number.MAX_SAFE_INTEGER) ? null : exact(Number(product));
    },
  };
}

/** Amounts of the API: no locale, and the currency's code. */
const plainAmounts = (currency: string): Amounts => ({
  amount: (minor) => `${formatDecimal(minor, currency).replace("-", "−")} ${currency}`,
  decimal: (minor) => formatDecimal(minor, currency),
  percent: (ppm) => `${spokenMicro(ppm * 100)} %`,
  exact: (millionths) => formatScaled(millionths, exponentOf(currency) + 6).replace(/0+$/, ""),
});

const english: Names = { of: {}, many: (count) => `The sum of ${count} amounts` };

/** Whether a step only repeats a figure. */
const repeats = ({ operation, figures, quantity, rate_ppm }: Sum<string>): boolean =>
  (operation === "sum" && figures.length === 1) ||
  (operation === "times" && quantity === 1) ||
  (operation === "without_tax" && rate_ppm === 0);

/** The steps that say more than the amount itself. */
export function tellingSteps<Kind extends string>(steps: readonly Sum<Kind>[]): Sum<Kind>[] {
  const telling = steps.filter((step) => !repeats(step));
  return telling.length === 1 && telling[0]!.operation === "recorded" ? [] : telling;
}

/** Renders steps in English: each kind has one way of saying what its figures come to. */
export const told = <Kind extends string>(
  steps: readonly Sum<Kind>[],
  sentences: Sentences<Kind>,
  currency: string,
): Step<Kind>[] => {
  const words = wordsOf(plainAmounts(currency), english);
  return steps.map((step) => ({
    kind: step.kind,
    operation: step.operation,
    line_id: step.line_id ?? null,
    sentence: sentences[step.kind](step, words),
    figures: step.figures.map(({ name, amount, weight = null, line_id = null }) => ({
      ...{ name, amount, weight, line_id },
    })),
    rate_ppm: step.rate_ppm ?? null,
    quantity: step.quantity ?? null,
    from: step.from ?? null,
    to: step.to ?? null,
    result: step.result,
  }));
};
