/** Numbers of documents, and the settings of a business unit for them (6.7). */
import { choice, count, list, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

const format = text({ optional: true, max: 191 });
const statuses = list(text({ max: 150 }), { optional: true, max: 200 });

const shown = shapeOf({
  order_format: text(),
  quote_format: text(),
  order_next: count(),
  quote_next: count(),
  customer_statuses: list(text(), { optional: true }),
  address_statuses: list(text(), { optional: true }),
});

export const getDocumentSettings = operation({
  name: "sales.document_settings.show",
  http: "GET /document-settings",
  tag: "document_settings",
  scope: "read:sales_settings",
  about: "Show the settings for documents. Those of the business unit in which the caller acts.",
  input: {},
  output: shown,
});

export const changeDocumentSettings = operation({
  name: "sales.document_settings.change",
  http: "PATCH /document-settings",
  tag: "document_settings",
  change: true,
  scope: "write:sales_settings",
  about:
    "Change the settings for documents. The next number must be above the last one that was given. Returns the settings.",
  refuses: ["unprocessable"],
  input: {
    ...{ order_format: format, quote_format: format },
    ...{ order_next: count({ optional: true, min: 1 }), quote_next: count({ optional: true, min: 1 }) },
    ...{ customer_statuses: statuses, address_statuses: statuses },
  },
  output: shown,
});

export const nextDocumentNumber = operation({
  name: "sales.document_settings.number",
  http: "POST /document-settings/numbers",
  tag: "document_settings",
  scope: "write:sales_settings",
  about: "Take a document number. Each is given once. Returns the number with its format.",
  input: { kind: choice(["order", "quote"], { default: "order" }), format },
  output: shapeOf({ number: text(), format: text(), sequence: count() }),
});
