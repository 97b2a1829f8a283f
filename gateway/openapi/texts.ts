/** Sentences of documents, derived from declarations and names. */

/** The first sentence of a text is the summary, the rest the description. */
export function split(about: string): { summary: string; description?: string } {
  const end = about.search(/\.\s/);
  if (end < 0) return { summary: about.replace(/\.$/, "") };
  return { summary: about.slice(0, end), description: about.slice(end + 1).trim() };
}

/** "BalanceEntry" → "balance entry". */
export const humanized = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/\bapi\b/g, "API");
