/** References of a document: dictionary words, rates, methods, and goods (MRC-DOC-2, MRC-DOC-3). */
import { fail } from "../../../shared/errors.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { customerSnapshots } from "../../accounts/public.ts";
import { tax, variant } from "../../catalog/public.ts";
import { wordsById } from "../../platform/public.ts";
import { orderChannels } from "../channels/declarations.ts";
import { deliveryWindow } from "../selling-terms/delivery-window.ts";
import { paymentMethodKind } from "../selling-terms/payment-method-kind.ts";
import { salesTag } from "../selling-terms/sales-tag.ts";
import { shippingMethod } from "../selling-terms/shipping-method.ts";

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
  sold: ReadonlyMap<string, { name: string; snapshot: Record<string, unknown> }>;
  /** Snapshots of customers, contacts and addresses by the requested ids. */
  parties: ReadonlyMap<string, Record<string, unknown>>;
};

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

/**
 * Snapshots of the named parties, unless the caller sends some; later changes of a customer change no document (MRC-DOC-2).
 */
export function partyFacts(
  { parties }: Known,
  asked: Asked & { [name in `${"customer" | "billing_address" | "shipping_address"}_snapshot`]?: unknown },
): Record<string, unknown> {
  const facts: Record<string, unknown> = {};
  const of = (id: string | null | undefined) => (id ? (parties.get(id) ?? null) : null);
  const { customer_id, customer_contact_id, billing_address_id, shipping_address_id } = asked;
  if ((customer_id || customer_contact_id) && asked.customer_snapshot == null) {
    const contact = of(customer_contact_id);
    facts.customer_snapshot = { customer: of(customer_id), ...(contact ? { contact } : {}) };
  }
  if (billing_address_id && asked.billing_address_snapshot == null)
    facts.billing_address_snapshot = of(billing_address_id);
  if (shipping_address_id && asked.shipping_address_snapshot == null)
    facts.shipping_address_snapshot = of(shipping_address_id);
  return facts;
}

/** Looks up what the input names, in one call for each kind; `key` is the dictionary of the document's statuses. */
export async function gatherReferences(call: Call, key: string, asked: Asked): Promise<Known> {
  const { lines = [] } = asked;
  const words = async (ids: string[], of: string): Promise<Word[]> =>
    ids.length ? (await call(wordsById, { ids, keys: [of] })).entries : [];
  const rateIds = given(lines.map((each) => each.tax_rate_id));
  const soldIds = given(lines.map((each) => each.variant_id ?? each.product_id));
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
    sold: new Map(
      sold
        .filter((each) => !each.deleted_at)
        .map(({ id, shown, product_id, base_price }) => [
          id,
          {
            name: shown?.name ?? "",
            snapshot: { id, productId: product_id, name: shown?.name ?? null, price: base_price },
          },
        ]),
    ),
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

/** Values that follow from what a line refers to; a caller's own count first. */
export function lineFacts(known: Known, line: LineAsked & { name?: string | null }, pointer = "") {
  const sold = line.variant_id ?? line.product_id;
  const found = sold ? known.sold.get(sold) : undefined;
  if (sold && !found) throw fail("not_found", "There is no such product.");
  const rate = line.tax_rate_id ? known.rates.get(line.tax_rate_id) : undefined;
  if (line.tax_rate_id && rate === undefined)
    throw refused(`${pointer}/tax_rate_id`, "There is no such tax rate.");
  return {
    ...(rate === undefined ? {} : { tax_ppm: rate }),
    ...(found ? { catalog_snapshot: found.snapshot, ...(line.name ? {} : { name: found.name }) } : {}),
    ...statusOf(known.lineWords, line.status_entry_id, `${pointer}/status_entry_id`),
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

/** Snapshots of the named methods, taken over now; `strict`: an unknown one is refused (MRC-DOC-2). */
export async function methodFacts(
  reader: Reader,
  { channel_id, shipping_method_id, payment_method_id, delivery_window_id }: Asked,
  strict: boolean,
): Promise<Record<string, unknown>> {
  const seen = <R extends Parameters<typeof visibleTo>[0]>(resource: R) => visibleTo(resource, reader.meta);
  const facts: Record<string, unknown> = {};
  if (channel_id && strict) await refuseUnknownChannel(reader, channel_id);
  const note = (name: string, row: { name: string; code: string } | null, id: string) => {
    if (!row && strict) throw refused(`/${name}_id`, "There is no such method.");
    facts[`${name}_snapshot`] = row && { ...row, id };
    if (name !== "delivery_window") facts[`${name}_code`] = row?.code ?? null;
  };
  if (shipping_method_id)
    note(
      "shipping_method",
      await reader.findOne(shippingMethod, { _id: shipping_method_id, ...seen(shippingMethod) }),
      shipping_method_id,
    );
  if (payment_method_id)
    note(
      "payment_method",
      await reader.findOne(paymentMethodKind, { _id: payment_method_id, ...seen(paymentMethodKind) }),
      payment_method_id,
    );
  if (delivery_window_id)
    note(
      "delivery_window",
      await reader.findOne(deliveryWindow, { _id: delivery_window_id, ...seen(deliveryWindow) }),
      delivery_window_id,
    );
  return facts;
}
