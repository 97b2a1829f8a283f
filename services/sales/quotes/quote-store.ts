import { notFound } from "../../../shared/errors.ts";
import { removeNotes } from "../document-notes/remove-notes.ts";
import type { Store } from "../documents/document.ts";
import { type Quote, salesQuote } from "./quote.ts";

/** How quotes are stored. */
export const quotes: Store<Quote> = {
  kind: "quote",
  async target(tx, id) {
    const found = await tx.target(salesQuote, id);
    if (found.deleted_at) throw notFound("sales_quote", id);
    return found;
  },
  isTaken: async (reader, number, business_unit_id) =>
    (await reader.count(salesQuote, { number, business_unit_id })) > 0,
  insert: (tx, values) => tx.insert(salesQuote, values),
  save: (tx, before, changes) => tx.save(salesQuote, before, changes),
  guard: async () => undefined,
  async remove(tx, before) {
    await removeNotes(tx, "quote", before.id);
    return tx.save(salesQuote, before, { deleted_at: tx.now }, { verb: "deleted" });
  },
};
