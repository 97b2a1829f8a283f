/** A run's results as data: what a run in a process of its own hands to whoever started it. */
import type { Result } from "./verify.ts";

export type Report = {
  checks: { check: string; means: string; rows: number; seconds: number; breaches: number }[];
  /** Of each check the first ones, each with its tenant where it has one. */
  breaches: { check: string; subject: string; what: string; org_id: string | null }[];
};

/** Beyond this something is thoroughly wrong, and more examples of it help nobody. */
const MOST_OF_CHECK = 1000;

export const reportOf = (results: readonly Result[]): Report => ({
  checks: results.map(({ check, means, rows, seconds, breaches }) => ({
    ...{ check, means, rows },
    seconds: Math.round(seconds * 1000) / 1000,
    breaches: breaches.size,
  })),
  breaches: results.flatMap(({ check, breaches, tenants }) =>
    [...breaches]
      .slice(0, MOST_OF_CHECK)
      .map(([subject, what]) => ({ check, subject, what, org_id: tenants.get(subject) ?? null })),
  ),
});
