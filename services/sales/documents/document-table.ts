/** What documents of selling are made of: header, lines and adjustments, in ten-thousandths (6.1). */
import {
  choice,
  count,
  group,
  id,
  instant,
  json,
  list,
  micro,
  money4,
  rate,
  signedMicro,
  text,
} from "../../../shared/fields/index.ts";
import { currencies } from "../../../shared/money.ts";
import { ofBusinessUnit } from "../../../shared/resource/resource.ts";

export const lineKinds = ["product", "service", "shipping", "discount", "adjustment"] as const;
export const priceModes = ["net", "gross"] as const;

const optional = { optional: true } as const;
const snapshot = () => json({ optional: true, keys: 200, bytes: 65_536 });
const short = () => text({ optional: true, max: 255 });

/** A line as it is given. */
export const givenLine = {
  kind: choice(lineKinds, { default: "product" }),
  status_entry_id: id(optional),
  product_id: id(optional),
  variant_id: id(optional),
  catalog_snapshot: snapshot(),
  name: short(),
  description: text({ optional: true, max: 4000 }),
  comment: text({ optional: true, max: 4000 }),
  quantity: micro(),
  quantity_unit: text({ optional: true, max: 50 }),
  currency: text({ max: 3 }),
  price_net: money4(optional),
  price_gross: money4(optional),
  price_mode: choice(priceModes, optional),
  price_id: id(optional),
  tax_rate_id: id(optional),
  tax_ppm: rate({ default: 0 }),
  discount_each: money4({ ...optional, about: "Per unit." }),
  discount_ppm: rate(optional),
  given_tax: money4({ ...optional, about: "In the place of the computed tax." }),
  given_gross: money4({ ...optional, about: "In the place of the computed total." }),
  configuration: snapshot(),
  promotion_code: short(),
  promotion_snapshot: snapshot(),
  metadata: snapshot(),
  custom_field_set_id: id(optional),
} as const;

/** A line as it is stored. */
export const documentLine = {
  id: id(),
  line_number: count(),
  status: text({ optional: true, max: 150 }),
  ...givenLine,
  unit_net: money4(),
  unit_gross: money4(),
  discount: money4({ about: "Of the whole line." }),
  tax: money4(),
  net: money4(),
  gross: money4(),
  created_at: instant(),
  updated_at: instant(),
} as const;

/** An adjustment in a request. */
export const givenAdjustment = {
  scope: choice(["order", "line"], { default: "order" }),
  kind: text({ max: 150, default: "custom" }),
  code: short(),
  label: short(),
  calculator_key: short(),
  promotion_id: id(optional),
  rate_ppm: rate({ default: 0 }),
  given_net: money4(optional),
  given_gross: money4(optional),
  currency: text({ optional: true, max: 3 }),
  metadata: snapshot(),
  position: count({ default: 0, max: 1_000_000 }),
} as const;

/** A stored adjustment. */
export const documentAdjustment = {
  id: id(),
  ...givenAdjustment,
  net: money4(),
  gross: money4(),
  created_at: instant(),
  updated_at: instant(),
} as const;

/** A document's address in a request (6.11). */
export const givenAddress = {
  customer_address_id: id(optional),
  name: short(),
  purpose: text({ optional: true, max: 150 }),
  company_name: short(),
  address_line1: text({ max: 255 }),
  address_line2: short(),
  building_number: text({ optional: true, max: 50 }),
  flat_number: text({ optional: true, max: 50 }),
  city: text({ optional: true, max: 150 }),
  region: text({ optional: true, max: 150 }),
  postal_code: text({ optional: true, max: 50 }),
  country: text({ optional: true, max: 150 }),
  latitude: micro({ ...signedMicro, optional: true, about: "In degrees." }),
  longitude: micro({ ...signedMicro, optional: true, about: "In degrees." }),
} as const;

/** A stored address of a document. */
export const documentAddress = {
  id: id(),
  ...givenAddress,
  created_at: instant(),
  updated_at: instant(),
} as const;

/** A caller's fields of a document as a whole. */
export const documentHeader = {
  external_reference: short(),
  customer_reference: short(),
  customer_id: id({ ...optional, filter: ["eq"] }),
  customer_contact_id: id(optional),
  customer_snapshot: snapshot(),
  billing_address_id: id(optional),
  billing_address_snapshot: snapshot(),
  shipping_address_id: id(optional),
  shipping_address_snapshot: snapshot(),
  status_entry_id: id(optional),
  channel_id: id({ ...optional, filter: ["eq"] }),
  shipping_method_id: id(optional),
  shipping_method_code: short(),
  shipping_method_snapshot: snapshot(),
  payment_method_id: id(optional),
  payment_method_code: short(),
  payment_method_snapshot: snapshot(),
  delivery_window_id: id(optional),
  delivery_window_snapshot: snapshot(),
  placed_at: instant({ ...optional, sort: true }),
  expected_delivery_at: instant(optional),
  valid_from: instant(optional),
  valid_until: instant(optional),
  comment: text({ optional: true, max: 4000 }),
  internal_notes: text({ optional: true, max: 4000 }),
  tax_info: snapshot(),
  metadata: snapshot(),
  tag_ids: list(id(), { default: [], max: 100, filter: ["eq"], alias: "tag_id" }),
} as const;

const total = () => money4({ readonly: true, default: 0 });
const filtered = { readonly: true, default: 0, filter: ["gte", "lte"], sort: true } as const;

/** The columns of a document. */
export const documentTable = {
  number: text({ max: 191, sort: true, filter: ["eq"] }),
  currency: choice(currencies, { fixed: true, filter: ["eq"] }),
  status: text({ optional: true, readonly: true, max: 150, filter: ["eq"] }),
  ...documentHeader,
  lines: list(group(documentLine), { readonly: true, max: 500 }),
  adjustments: list(group(documentAdjustment), { readonly: true, max: 200 }),
  addresses: list(group(documentAddress), { readonly: true, max: 50, default: [] }),
  line_count: count(filtered),
  subtotal_net: total(),
  subtotal_gross: total(),
  discount_total: total(),
  tax_total: total(),
  shipping_net: total(),
  shipping_gross: total(),
  surcharge_total: total(),
  grand_net: money4(filtered),
  grand_gross: money4(filtered),
  ...ofBusinessUnit,
} as const;

/** The columns of parts where they are rows of their own: what every row has is left out. */
const { id: _line, created_at: _made, updated_at: _changed, ...lineColumns } = documentLine;
const { id: _adjustment, created_at: _added, updated_at: _edited, ...adjustmentColumns } = documentAdjustment;
const { id: _address, created_at: _placed, updated_at: _moved, ...addressColumns } = documentAddress;

export { addressColumns, adjustmentColumns, lineColumns };
