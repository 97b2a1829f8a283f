/** Names in documents, from ours. */

/** "balance_entry" → "BalanceEntry". */
export const pascal = (name: string): string =>
  name.replace(/(^|_)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());

/** "ring_up" → "ringUp". */
export const camel = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
