import { entityOf, operation } from "../../../shared/service/operation.ts";
import { salesOrderNote } from "./sales-order-note.ts";

export const addOrderNote = operation({
  name: "sales.sales_order_note.create",
  http: "POST /sales-order-notes",
  status: 201,
  scope: "write:sales_order_notes",
  about: "Create a sales order note. Returns the sales order note.",
  input: salesOrderNote.fields,
  output: entityOf(salesOrderNote),
});
