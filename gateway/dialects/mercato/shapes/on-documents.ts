/** Notes and addresses of documents (6.11). */
import {
  documentNote,
  noted,
  orderAddress,
  putOrderAddress,
  quoteAddress,
} from "../../../../services/sales/public.ts";
import { c, computed, constant, field, inputOf, shape, shown } from "../../../kit/index.ts";
import { bothCasings, degrees, std } from "./common.ts";
import { part } from "./documents.ts";

const text = c.text;

const note = bothCasings({
  body: field("body", text, { required: true }),
  appearanceIcon: field("icon", text),
  appearanceColor: field("color", text),
} as const);
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
  name: field("name", text),
  purpose: field("purpose", text),
  companyName: field("company_name", text),
  addressLine1: field("address_line1", text, { required: true }),
  addressLine2: field("address_line2", text),
  buildingNumber: field("building_number", text),
  flatNumber: field("flat_number", text),
  city: field("city", text),
  region: field("region", text),
  postalCode: field("postal_code", text),
  country: field("country", text),
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
