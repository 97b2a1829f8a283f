import { entityOf, operation } from "../../../shared/service/operation.ts";
import { documentNote } from "../document-notes/document-note.ts";

const { context_kind, context_id, body, icon, color } = documentNote.fields;

export const addDocumentNote = operation({
  name: "sales.document_note.create",
  http: "POST /document-notes",
  status: 201,
  scope: "write:sales_orders",
  refuses: ["locked"],
  about: "Write a note on an order or a quote. Returns the note.",
  input: { context_kind, context_id, body, icon, color },
  output: entityOf(documentNote),
});
