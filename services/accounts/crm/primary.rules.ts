/** Which of several entries of one kind is the primary one (CTC-1): at most one, and never an inactive one. */
export type Candidate = { id: string; is_primary: boolean; is_active: boolean };

/**
 * The entries, oldest first, with the primary one marked. `touched` was added or changed and becomes primary if it asks to; the
 * first entry of all is primary; when the primary one is removed or deactivated, the oldest active one replaces it.
 */
export function withPrimary<T extends Candidate>(
  before: readonly Candidate[],
  after: readonly T[],
  touched: string | null,
): T[] {
  const primary = primaryOf(before, after, touched);
  return after.map((each) => ({ ...each, is_primary: each.id === primary }));
}

function primaryOf(
  before: readonly Candidate[],
  after: readonly Candidate[],
  touched: string | null,
): string | undefined {
  const active = after.filter((each) => each.is_active);
  const asking = active.find((each) => each.id === touched && (each.is_primary || before.length === 0));
  const last = before.find((each) => each.is_primary);
  const kept = active.find((each) => each.id === last?.id);
  if (asking || !last) return asking?.id;
  // An entry that asks not to be primary leaves no primary one.
  if (kept) return kept.is_primary ? kept.id : undefined;
  return active[0]?.id;
}
