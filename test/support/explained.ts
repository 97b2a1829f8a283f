/** Recomputes the steps of an explanation. */
import { big, sameList, total } from "../../app/verify/check.ts";
import type { Step } from "../../shared/explanation.ts";

const MILLION = 1_000_000n;
const half = (n: bigint, d: bigint): bigint => {
  const size = n < 0n ? -n : n;
  const rounded = size / d + (2n * (size % d) >= d ? 1n : 0n);
  return n < 0n ? -rounded : rounded;
};

/** Largest remainder, ties to the earlier. */
function shares(whole: bigint, weights: bigint[]): bigint[] {
  const used = weights.every((each) => each === 0n) ? weights.map(() => 1n) : weights;
  const all = used.reduce((sum, each) => sum + each, 0n);
  const parts = used.map((each) => (whole * each) / all);
  const rest = used.map((each, i) => ({ i, left: (whole * each) % all }));
  rest.sort((a, b) => (a.left === b.left ? a.i - b.i : a.left > b.left ? -1 : 1));
  const over = whole - parts.reduce((sum, each) => sum + each, 0n);
  for (const { i } of rest.slice(0, Number(over))) parts[i]! += 1n;
  return parts;
}

function recomputed({ operation, figures, rate_ppm, quantity, from, to }: Step<string>): bigint {
  const of = big(figures[0]?.amount);
  const net = () => half(of * MILLION, MILLION + big(rate_ppm));
  switch (operation) {
    case "times":
      return of * big(quantity);
    case "rate":
      return half(of * big(rate_ppm), MILLION);
    case "without_tax":
      return net();
    case "tax_inside":
      return of - net();
    case "portion":
      return half(of * big(to), big(quantity)) - half(of * big(from), big(quantity));
    default:
      return total(figures, "amount");
  }
}

/** Whether a step comes out of its figures, by the arithmetic of the verifier. */
export function comesOut(step: Step<string>): boolean {
  const { operation, figures, result, sentence } = step;
  if (big(result) !== recomputed(step) || !sentence.endsWith(".")) return false;
  if (operation !== "divide") return true;
  const weights = figures.map(({ weight }) => big(weight));
  return sameList(
    figures.map(({ amount }) => big(amount)),
    shares(big(result), weights),
  );
}
