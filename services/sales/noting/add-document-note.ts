import { notFound } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { customerOrder } from "../customer-orders/customer-order.ts";
import { orMadeElsewhere } from "../customer-orders/made-elsewhere.ts";
import { documentNote } from "../document-notes/document-note.ts";
import { salesQuote } from "../quotes/quote.ts";
import * as declared from "./declarations.ts";

/** The document must be there, and seen by the caller. */
export const addDocumentNote = command(declared.addDocumentNote, async (tx, input) => {
  const { context_kind, context_id } = input;
  const context =
    context_kind === "order"
      ? await orMadeElsewhere(tx, { _id: context_id }, () => tx.target(customerOrder, context_id))
      : await tx.target(salesQuote, context_id);
  if (context.deleted_at) throw notFound(context_kind, context_id);
  const { actor } = tx.meta;
  return tx.insert(documentNote, {
    ...input,
    business_unit_id: context.business_unit_id,
    author_id: actor.kind === "user" ? actor.id : null,
  });
});
