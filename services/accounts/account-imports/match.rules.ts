/** Which account a person of a file has: the first sign that any account shares decides. */

export type Signs = {
  ids: readonly string[];
  numbers: readonly string[];
  emails: readonly string[];
  phones: readonly string[];
  /** Only of those who are known by nothing else: people share names. */
  names: readonly string[];
};

export type Known = { id: string; created_at: string; signs: Signs };
export type Match = { id: string | null; found: number; created_at: string | null };

const order = ["ids", "numbers", "emails", "phones", "names"] as const;

export function matchOf(person: Signs, accounts: readonly Known[]): Match {
  for (const sign of order) {
    const wanted = new Set(person[sign]);
    const found = accounts.filter(({ signs }) => signs[sign].some((each) => wanted.has(each)));
    const only = found.length === 1 ? found[0]! : null;
    if (found.length > 0)
      return { id: only?.id ?? null, found: found.length, created_at: only?.created_at ?? null };
  }
  return { id: null, found: 0, created_at: null };
}
