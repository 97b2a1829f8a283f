/** Lines and adjustments of a document with what follows from them, in the write that changes them (MRC-TOT-4). */
import { fail } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { numbered } from "./line-numbers.rules.ts";
import {
  type Adjustment,
  type Amounts,
  adjustmentAmounts,
  documentTotals,
  type LineTotals,
  lineTotals,
  type PricedLine,
} from "./totals.rules.ts";

type Stamps = { id: string; created_at: string; updated_at: string };
export type DocumentLine = Stamps & PricedLine & { line_number: number; currency: string } & LineTotals;
export type DocumentAdjustment = Stamps &
  Pick<Adjustment, "kind" | "rate_ppm" | "given_net" | "given_gross"> &
  Amounts & { scope: string; position: number; metadata: Record<string, unknown> | null };

/** A part in a request, with an id of its own. */
export const newPart = <P extends object>(part: P, now: string): P & Stamps => ({
  ...part,
  id: newId(),
  ...{ created_at: now, updated_at: now },
});

export const priced = <L extends PricedLine>(line: L): L & LineTotals => ({ ...line, ...lineTotals(line) });

/** Fields on which the totals of a line depend: a given tax or total applies only with the values sent with it. */
const pricing = [
  "quantity",
  "price_net",
  "price_gross",
  "price_mode",
  "tax_ppm",
  "discount_each",
  "discount_ppm",
] as const satisfies readonly (keyof PricedLine)[];

/** A line with changes; a net price replaces a gross price and vice versa. */
export function changedLine<L extends PricedLine & Stamps>(line: L, changes: Partial<L>, now: string): L {
  const reprices = pricing.some((name) => name in changes && changes[name] !== line[name]);
  const given = reprices ? { given_tax: null, given_gross: null } : {};
  const other =
    changes.price_net != null && !("price_gross" in changes)
      ? { price_gross: null }
      : changes.price_gross != null && !("price_net" in changes)
        ? { price_net: null }
        : {};
  const discount =
    changes.discount_each != null && !("discount_ppm" in changes)
      ? { discount_ppm: null }
      : changes.discount_ppm != null && !("discount_each" in changes)
        ? { discount_each: null }
        : {};
  return { ...line, ...given, ...other, ...discount, ...changes, updated_at: now };
}

/** The tax that an adjustment names in its metadata, as a percentage. */
function taxOf({ metadata }: Pick<DocumentAdjustment, "metadata">): number | null {
  const percent = metadata?.taxRate;
  return typeof percent === "number" && percent >= 0 && percent <= 100 ? Math.round(percent * 10_000) : null;
}

export const inOrder = <A extends { position: number; created_at: string; id: string }>(
  adjustments: readonly A[],
): A[] =>
  [...adjustments].sort(
    (a, b) =>
      a.position - b.position ||
      (a.created_at < b.created_at ? -1 : a.created_at > b.created_at ? 1 : a.id < b.id ? -1 : 1),
  );

/** Everything that is stored of these lines and adjustments. */
export function recalculated<L extends DocumentLine, A extends DocumentAdjustment>(
  lines: readonly L[],
  adjustments: readonly A[],
) {
  const all = numbered(lines.map(priced));
  const base = {
    net: all.reduce((total, { net }) => total + net, 0),
    gross: all.reduce((total, { gross }) => total + gross, 0),
  };
  const adjusted = inOrder(adjustments).map((each) => {
    const taxed = { ...each, tax_ppm: taxOf(each) };
    return { each, taxed: { ...taxed, ...adjustmentAmounts(taxed, base) } };
  });
  return {
    lines: all,
    adjustments: adjusted.map(({ each, taxed }) => ({ ...each, net: taxed.net, gross: taxed.gross })),
    line_count: all.length,
    ...documentTotals(
      all,
      adjusted.map(({ taxed }) => taxed),
    ),
  };
}

/** A document has one currency (MRC-LIN-1). */
export function refuseCurrency(given: string | null | undefined, currency: string, pointer: string): void {
  if (given === null || given === undefined || given === currency) return;
  const message = `The document is in ${currency}.`;
  throw fail("currency_mismatch", message, { errors: [{ pointer, code: "currency_mismatch", message }] });
}

/** Adjustments of single lines are not offered (MRC-TOT-4). */
export function refuseLineScope(scope: string | null | undefined, pointer = "/scope"): void {
  if (scope !== "line") return;
  const message = "Adjustments belong to the whole document.";
  throw fail("unprocessable", message, { errors: [{ pointer, code: "line_scope", message }] });
}
