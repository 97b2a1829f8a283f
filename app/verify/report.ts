/** The results of a run as data, which a verifier process returns to its starter. */
import type { Result } from "./verify.ts";

export type Report = {
  checks: { check: string; means: string; rows: number; seconds: number; breaches: number }[];
  /** The first breaches of each check, with their tenants. */
  breaches: { check: string; subject: string; what: string; org_id: string | null }[];
};

/** More examples than this do not help. */
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
