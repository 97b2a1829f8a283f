import type { MatchRule, SaleLineInput } from "./types.ts";

type Matchable = Pick<SaleLineInput, "tags" | "category_id" | "inventory_type">;
type Conditional = { id: string; default_on: boolean; rules?: MatchRule[] | null };

function matches(rule: MatchRule, line: Matchable): boolean {
  if (rule.field === "tag") return (line.tags ?? []).includes(rule.value);
  if (rule.field === "category") return line.category_id === rule.value;
  return line.inventory_type === rule.value;
}

/** True when any rule matches the line (DSC-3); without rules everything matches. */
export function matchesAny(rules: readonly MatchRule[] | null | undefined, line: Matchable): boolean {
  return !rules || rules.length === 0 || rules.some((rule) => matches(rule, line));
}

/**
 * Whether a tax or surcharge applies automatically: with rules if one of them matches, without rules if `default_on` is set.
 * (Rules take precedence over `default_on`; otherwise they would have no effect.)
 */
export function appliesByItself(conditional: Conditional, line: Matchable): boolean {
  if (conditional.rules && conditional.rules.length > 0) return matchesAny(conditional.rules, line);
  return conditional.default_on;
}
