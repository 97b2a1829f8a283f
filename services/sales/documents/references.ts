/** References of a document: dictionary words, rates, methods, and goods (MRC-DOC-2, MRC-DOC-3). */
import { fail } from "../../../shared/errors.ts";
import type { FieldTable } from "../../../shared/fields/index.ts";
import { formatScaled } from "../../../shared/money.ts";
import type { Resource } from "../../../shared/resource/resource.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { customerSnapshots } from "../../accounts/public.ts";
import { tax, type Variant, variant } from "../../catalog/public.ts";
import { wordsById } from "../../platform/public.ts";
import { orderChannels } from "../channels/declarations.ts";
import { deliveryWindow } from "../selling-terms/delivery-window.ts";
import { paymentMethodKind } from "../selling-terms/payment-method-kind.ts";
import { salesTag } from "../selling-terms/sales-tag.ts";
import { shippingMethod } from "../selling-terms/shipping-method.ts";
import { paymentSnapshot, shippingSnapshot, windowSnapshot } from "../selling-terms/snapshots.rules.ts";

const refused = (pointer: string, message: string) =>
  fail("unprocessable", message, { errors: [{ pointer, code: "unknown", message }] });

export type Asked = {
  customer_id?: string | null;
  customer_contact_id?: string | null;
  billing_address_id?: string | null;
  shipping_address_id?: string | null;
  status_entry_id?: string | null;
  tag_ids?: readonly string[] | null;
  channel_id?: string | null;
  shipping_method_id?: string | null;
  payment_method_id?: string | null;
  delivery_window_id?: string | null;
  lines?: readonly LineAsked[];
};
export type LineAsked = {
  status_entry_id?: string | null;
  tax_rate_id?: string | null;
  variant_id?: string | null;
  product_id?: string | null;
};

type Word = { id: string; name: string; dictionary_id: string };
export type Known = {
  words: ReadonlyMap<string, Word>;
  lineWords: ReadonlyMap<string, Word>;
  rates: ReadonlyMap<string, number>;
  sold: ReadonlyMap<string, ReturnType<typeof soldOf>>;
  /** Snapshots of customers, contacts and addresses by the requested ids. */
  parties: ReadonlyMap<string, Record<string, unknown>>;
};

/** What a line keeps of the goods on it (MRC-LIN-2): the price and the rate in the words of documents. */
function soldOf({ id, product_id, sku, base_price, currency, shown }: Variant) {
  const name = shown?.name ?? null;
  const price = base_price === null ? null : Number(formatScaled(base_price, 4));
  const { tax_rate_id = null, tax_ppm = null } = shown ?? {};
  const taxRate = tax_ppm === null ? null : Number(formatScaled(tax_ppm, 4));
  return {
    product_id,
    name: name ?? "",
    snapshot: { id, productId: product_id, name, sku, price, currency, taxRateId: tax_rate_id, taxRate },
  };
}

const given = (ids: readonly (string | null | undefined)[]): string[] => [
  ...new Set(ids.filter((each) => typeof each === "string")),
];

const byId = <R extends { id: string }>(rows: readonly R[]): Map<string, R> =>
  new Map(rows.map((each) => [each.id, each]));

/** The parties that the document names, in their present state. */
async function partiesOf(call: Call, asked: Asked): Promise<Known["parties"]> {
  const customer_ids = given([asked.customer_id]);
  const contact_ids = given([asked.customer_contact_id]);
  const address_ids = given([asked.billing_address_id, asked.shipping_address_id]);
  if (customer_ids.length + contact_ids.length + address_ids.length === 0) return new Map();
  const found = await call(customerSnapshots, { customer_ids, contact_ids, address_ids });
  const all = [...found.customers, ...found.contacts, ...found.addresses];
  return new Map(all.map(({ asked_id, snapshot }) => [asked_id, snapshot]));
}

type Snapshot = Record<string, unknown> | null;
type WithSnapshots = {
  [name in `${"customer" | "billing_address" | "shipping_address"}_snapshot`]?: Snapshot;
};

/** Customer and contact in one snapshot: whoever is not named stays as in `before`, and null takes them off. */
function customerFacts({ parties }: Known, asked: Asked, before: Snapshot): Snapshot {
  const of = (id: string | null | undefined, was: unknown): unknown =>
    id === undefined ? (was ?? null) : id === null ? null : (parties.get(id) ?? null);
  const customer = of(asked.customer_id, before?.customer);
  const contact = of(asked.customer_contact_id, before?.contact);
  if (!customer && !contact && !asked.customer_id && !asked.customer_contact_id) return null;
  return { customer, ...(contact ? { contact } : {}) };
}

/**
 * Snapshots of the named parties, unless the caller sends some; later changes of a customer change no document (MRC-DOC-2).
 * `before`: the snapshots of a document that is changed.
 */
export function partyFacts(
  known: Known,
  asked: Asked & WithSnapshots,
  before: WithSnapshots = {},
): WithSnapshots {
  const facts: WithSnapshots = {};
  const { customer_id, customer_contact_id } = asked;
  const names = customer_id !== undefined || customer_contact_id !== undefined;
  if (names && asked.customer_snapshot == null)
    facts.customer_snapshot = customerFacts(known, asked, before.customer_snapshot ?? null);
  for (const kind of ["billing_address", "shipping_address"] as const) {
    const id = asked[`${kind}_id`];
    if (id !== undefined && asked[`${kind}_snapshot`] == null)
      facts[`${kind}_snapshot`] = id === null ? null : (known.parties.get(id) ?? null);
  }
  return facts;
}

/** Looks up what the input names, in one call for each kind; `key` is the dictionary of the document's statuses. */
export async function gatherReferences(call: Call, key: string, asked: Asked): Promise<Known> {
  const { lines = [] } = asked;
  const words = async (ids: string[], of: string): Promise<Word[]> =>
    ids.length ? (await call(wordsById, { ids, keys: [of] })).entries : [];
  const rateIds = given(lines.map((each) => each.tax_rate_id));
  const soldIds = given(lines.flatMap((each) => [each.variant_id, each.product_id]));
  const [own, ofLines, rates, sold, parties] = await Promise.all([
    words(given([asked.status_entry_id]), key),
    words(given(lines.map((each) => each.status_entry_id)), "sales.order_line_status"),
    rateIds.length ? call(tax.actions.many, { ids: rateIds }) : [],
    soldIds.length ? call(variant.actions.many, { ids: soldIds }) : [],
    partiesOf(call, asked),
  ]);
  return {
    ...{ words: byId(own), lineWords: byId(ofLines), parties },
    rates: new Map(rates.filter((each) => !each.deleted_at).map(({ id, rate_ppm }) => [id, rate_ppm])),
    sold: new Map(sold.filter((each) => !each.deleted_at).map((each) => [each.id, soldOf(each)])),
  };
}

/** The word of a status; an entry of another dictionary is refused (MRC-DOC-3). */
export function statusOf(
  words: ReadonlyMap<string, Word>,
  id: string | null | undefined,
  pointer = "/status_entry_id",
): { status?: string | null } {
  if (id === undefined) return {};
  if (id === null) return { status: null };
  const found = words.get(id);
  if (!found) throw refused(pointer, "There is no such status.");
  return { status: found.name };
}

type LineGiven = LineAsked & { name?: string | null; catalog_snapshot?: unknown };

/** Copies of the goods that a line names. */
function goodsFacts({ sold }: Known, line: LineGiven, pointer: string) {
  const { variant_id, product_id } = line;
  const ids = given([variant_id, product_id]);
  if (ids.some((id) => !sold.has(id))) throw fail("not_found", "There is no such product.");
  if (variant_id && product_id && sold.get(variant_id)?.product_id !== product_id)
    throw refused(`${pointer}/variant_id`, "The variant is of another product.");
  const found = sold.get(ids[0] ?? "");
  return {
    ...(found && !line.catalog_snapshot ? { catalog_snapshot: found.snapshot } : {}),
    ...(found && !line.name ? { name: found.name } : {}),
  };
}

/**
 * Values that follow from what a line refers to; a caller's own count first. What the line `kept` names already stays valid,
 * whatever became of it.
 */
export function lineFacts(known: Known, line: LineGiven, pointer = "", kept?: LineGiven) {
  const isNew = (name: keyof LineAsked) => line[name] !== undefined && line[name] !== kept?.[name];
  const rate = line.tax_rate_id ? known.rates.get(line.tax_rate_id) : undefined;
  if (line.tax_rate_id && rate === undefined && isNew("tax_rate_id"))
    throw refused(`${pointer}/tax_rate_id`, "There is no such tax rate.");
  return {
    ...(rate === undefined ? {} : { tax_ppm: rate }),
    ...(isNew("variant_id") || isNew("product_id") ? goodsFacts(known, line, pointer) : {}),
    ...(isNew("status_entry_id")
      ? statusOf(known.lineWords, line.status_entry_id, `${pointer}/status_entry_id`)
      : {}),
  };
}

/** Tags must exist (MRC-DOC-3). */
export async function refuseUnknownTags(reader: Reader, ids: readonly string[] | undefined): Promise<void> {
  if (!ids?.length) return;
  const found = await reader.find(salesTag, { _id: { $in: [...ids] }, ...visibleTo(salesTag, reader.meta) });
  const known = new Set(found.map(({ id }) => id));
  const missing = ids.findIndex((id) => !known.has(id));
  if (missing >= 0) throw refused(`/tag_ids/${missing}`, "There is no such tag.");
}

/** A changed document must name an existing channel (MRC-DOC-2). */
async function refuseUnknownChannel(reader: Reader, id: string): Promise<void> {
  const { resource } = orderChannels;
  if (await reader.findOne(resource, { _id: id, ...visibleTo(resource, reader.meta) })) return;
  throw refused("/channel_id", "There is no such channel.");
}

/** A method that there is now, and that the caller sees. */
async function presentIn<T extends FieldTable>(reader: Reader, resource: Resource<T>, id: string) {
  return reader.findOne(resource, { _id: id, deleted_at: null, ...visibleTo(resource, reader.meta) });
}

const methods = {
  shipping_method: async (reader: Reader, id: string) => {
    const row = await presentIn(reader, shippingMethod, id);
    return row && { code: row.code, snapshot: shippingSnapshot(row) };
  },
  payment_method: async (reader: Reader, id: string) => {
    const row = await presentIn(reader, paymentMethodKind, id);
    return row && { code: row.code, snapshot: paymentSnapshot(row) };
  },
  delivery_window: async (reader: Reader, id: string) => {
    const row = await presentIn(reader, deliveryWindow, id);
    return row && { code: row.code, snapshot: windowSnapshot(row) };
  },
} as const;

type MethodFacts = {
  shipping_method_code?: string | null;
  shipping_method_snapshot?: Snapshot;
  payment_method_code?: string | null;
  payment_method_snapshot?: Snapshot;
  delivery_window_snapshot?: Snapshot;
};

/**
 * Snapshots of the named methods, taken over now; null takes one off with its snapshot. `strict`: an unknown one is refused
 * (MRC-DOC-2).
 */
export async function methodFacts(reader: Reader, asked: Asked, strict: boolean): Promise<MethodFacts> {
  const facts: Record<string, unknown> = {};
  if (asked.channel_id && strict) await refuseUnknownChannel(reader, asked.channel_id);
  for (const [name, find] of Object.entries(methods)) {
    const id = asked[`${name as keyof typeof methods}_id`];
    if (id === undefined) continue;
    const found = id === null ? null : await find(reader, id);
    if (id !== null && !found && strict) throw refused(`/${name}_id`, "There is no such method.");
    facts[`${name}_snapshot`] = found?.snapshot ?? null;
    if (name !== "delivery_window") facts[`${name}_code`] = found?.code ?? null;
  }
  return facts;
}
