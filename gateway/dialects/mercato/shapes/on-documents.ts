/** Notes and addresses of documents (6.11). */
import {
  documentNote,
  noted,
  orderAddress,
  putOrderAddress,
  quoteAddress,
} from "../../../../services/sales/public.ts";
import { c, computed, constant, field, inputOf, rowsOf, shape, shown } from "../../../kit/index.ts";
import { bothCasings, clearableText, degrees, std } from "./common.ts";
import { part } from "./documents.ts";

const text = c.text;

const note = bothCasings({
  body: field("body", text, { required: true }),
  appearanceIcon: field("icon", clearableText),
  appearanceColor: field("color", clearableText),
} as const);
/** What the document lets notes be about; of invoices and credit memos there are none. */
const contexts = [...noted, "invoice", "credit_memo"] as const;
type NoteBody = {
  context_kind: (typeof contexts)[number];
  context_id: string;
  body: string;
  icon: string | null;
  color: string | null;
};
export const noteBodyShape = shape("NoteBody", rowsOf<NoteBody>(), {
  ...bothCasings({
    contextType: field("context_kind", c.choiceOf(contexts), { required: true }),
    contextId: field("context_id", c.uuid, { required: true }),
  } as const),
  ...note,
});
export const noteShape = shape("Note", documentNote, {
  ...std,
  ...bothCasings({
    contextType: field("context_kind", c.choiceOf(noted), { required: true, createOnly: true }),
    contextId: field("context_id", c.uuid, { required: true, createOnly: true }),
  } as const),
  ...note,
  orderId: computed(c.uuid, (row) => (row.context_kind === "order" ? row.context_id : null)),
  quoteId: computed(c.uuid, (row) => (row.context_kind === "quote" ? row.context_id : null)),
  authorUserId: shown("author_id", c.uuid),
});

const place = bothCasings({
  customerAddressId: field("customer_address_id", c.uuid),
  name: field("name", clearableText),
  purpose: field("purpose", clearableText),
  companyName: field("company_name", clearableText),
  addressLine1: field("address_line1", text, { required: true }),
  addressLine2: field("address_line2", clearableText),
  buildingNumber: field("building_number", clearableText),
  flatNumber: field("flat_number", clearableText),
  city: field("city", clearableText),
  region: field("region", clearableText),
  postalCode: field("postal_code", clearableText),
  country: field("country", clearableText),
  latitude: field("latitude", degrees),
  longitude: field("longitude", degrees),
} as const);
export const addressBodyShape = shape("DocumentAddressBody", inputOf(putOrderAddress), place);

const placeShown = {
  customer_address_id: shown("customer_address_id", c.uuid),
  name: shown("name", text),
  purpose: shown("purpose", text),
  company_name: shown("company_name", text),
  address_line1: shown("address_line1", text),
  address_line2: shown("address_line2", text),
  building_number: shown("building_number", text),
  flat_number: shown("flat_number", text),
  city: shown("city", text),
  region: shown("region", text),
  postal_code: shown("postal_code", text),
  country: shown("country", text),
  latitude: shown("latitude", degrees),
  longitude: shown("longitude", degrees),
} as const;

export const orderAddressShape = shape("OrderAddress", orderAddress, {
  ...part,
  document_id: shown("order_id", c.uuid),
  document_kind: constant("order", text),
  ...placeShown,
});
export const quoteAddressShape = shape("QuoteAddress", quoteAddress, {
  ...part,
  document_id: shown("quote_id", c.uuid),
  document_kind: constant("quote", text),
  ...placeShown,
});
