/** Writes documents of any kind (6.5, 6.6): each change recomputes what follows from it, in the same write (MRC-TOT-4). */
import { isDeepStrictEqual } from "node:util";
import { fail, invalidField, notFound } from "../../../shared/errors.ts";
import type { ReceivedBy } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type Charge, paymentCharges, shippingCharges } from "../selling-terms/provider-charges.rules.ts";
import type { Address, Changes, Document, DocumentPart, Line, Store } from "./document.ts";
import type { documentOperations, partOperations } from "./document-operations.ts";
import {
  changedLine,
  newPart,
  priced,
  recalculated,
  refuseCurrency,
  refuseLineScope,
} from "./recalculate.ts";
import { type Known, lineFacts, methodFacts, partyFacts, refuseUnknownTags, statusOf } from "./references.ts";
import { actingUnit, takeNumber } from "./take-number.ts";

type Operations = ReturnType<typeof documentOperations>;
type Parts = ReturnType<typeof partOperations>;

/** Quotes have the words of orders. */
export const STATUSES = "sales.order_status";

/** A line with everything that may be left out. */
const wholeLine = (line: Partial<Line>, currency: string, now: string): Line => {
  const given = newPart({ ...emptyLine, ...line, currency }, now);
  return { ...given, ...priced(given) };
};

const emptyLine = {
  ...{ kind: "product" as const, status_entry_id: null, status: null, product_id: null, variant_id: null },
  ...{ catalog_snapshot: null, name: null, description: null, comment: null, quantity_unit: null },
  ...{ quantity: 0, price_net: null, price_gross: null, price_mode: null, price_id: null, tax_rate_id: null },
  ...{ tax_ppm: 0, discount_each: null, discount_ppm: null, given_tax: null, given_gross: null },
  ...{ configuration: null, promotion_code: null, promotion_snapshot: null, metadata: null },
  ...{ custom_field_set_id: null, line_number: 0 },
};

const emptyAdjustment = {
  ...{ scope: "order" as const, kind: "custom", code: null, label: null, calculator_key: null },
  ...{ promotion_id: null, rate_ppm: 0, given_net: null, given_gross: null, currency: null },
  ...{ metadata: null, position: 0, net: 0, gross: 0 },
};

const emptyAddress = {
  ...{ customer_address_id: null, name: null, purpose: null, company_name: null, address_line2: null },
  ...{ building_number: null, flat_number: null, city: null, region: null, postal_code: null },
  ...{ country: null, latitude: null, longitude: null },
};

function newAddress({ address_line1, ...sent }: Partial<Address>, now: string): Address {
  if (address_line1 === undefined)
    throw invalidField("/address_line1", "required", "A new address requires 'address_line1'.");
  return newPart({ ...emptyAddress, ...sent, address_line1 }, now);
}

const MOST = { lines: 500, adjustments: 200, addresses: 50 } as const;

type Identified = { id: string; updated_at: string };

/** The parts with one of them changed, or one more. */
function put<P extends Identified>(
  parts: readonly P[],
  { id, what, many }: { id: string | null | undefined; what: string; many: keyof typeof MOST },
  change: (part: P) => P,
  make: () => P,
): P[] {
  const own = id ? parts.find((each) => each.id === id) : undefined;
  if (id && !own) throw notFound(what, id);
  if (own) return parts.map((each) => (each === own ? change(each) : each));
  if (parts.length >= MOST[many])
    throw fail("unprocessable", `A document has at most ${MOST[many]} ${many}.`);
  return [...parts, make()];
}

function without<P extends Identified>(parts: readonly P[], what: string, id: string): P[] {
  const left = parts.filter((each) => each.id !== id);
  if (left.length === parts.length) throw notFound(what, id);
  return left;
}

/** Another customer has other addresses (MRC-DOC-4). */
function clearedAddresses(before: Document, { customer_id, ...changes }: Changes): Changes {
  if (customer_id === undefined || customer_id === before.customer_id) return {};
  return {
    ...(changes.billing_address_id ? {} : { billing_address_id: null, billing_address_snapshot: null }),
    ...(changes.shipping_address_id ? {} : { shipping_address_id: null, shipping_address_snapshot: null }),
  };
}

const providers = { shipping: "shipping-provider:", payment: "payment-provider:" } as const;
const FIRST_PROVIDED = 10_000;

const isProvided = ({ calculator_key }: Pick<DocumentPart, "calculator_key">): boolean =>
  Object.values(providers).some((prefix) => calculator_key?.startsWith(prefix));

/** A provider's adjustment that a caller has written stays as it is (6.4). */
const byHand = <P extends Partial<DocumentPart>>(part: P): P =>
  isProvided({ calculator_key: part.calculator_key ?? null })
    ? { ...part, metadata: { ...part.metadata, manualOverride: true } }
    : part;

type Charged = Pick<Document, "currency" | "shipping_method_snapshot" | "payment_method_snapshot">;

const charged = ({ shipping_method_snapshot, payment_method_snapshot, currency }: Changes): Charged => ({
  ...{ currency: currency ?? "", shipping_method_snapshot: shipping_method_snapshot ?? null },
  payment_method_snapshot: payment_method_snapshot ?? null,
});

/** The adjustments of one provider, made anew under their ids unless somebody has written one of them. */
function provided(
  key: string,
  before: readonly DocumentPart[],
  { charges, currency, now }: { charges: readonly Charge[]; currency: string; now: string },
): DocumentPart[] {
  const [prefix] = key.split(":", 1);
  const earlier = before.filter(({ calculator_key }) => calculator_key?.startsWith(`${prefix}:`));
  if (earlier.some(({ metadata }) => metadata?.manualOverride === true)) return earlier;
  return charges.map((charge, i) => {
    const made = {
      ...emptyAdjustment,
      ...charge,
      calculator_key: key,
      currency,
      position: FIRST_PROVIDED + i,
    };
    const { id, created_at } = earlier[i] ?? {};
    return { ...newPart(made, now), ...(id && created_at ? { id, created_at } : {}) };
  });
}

/** Everything that follows from the parts of a document, with what the providers of its methods charge (MRC-TOT-4, 6.4). */
function computed(
  { lines, adjustments }: { lines: readonly Line[]; adjustments: readonly DocumentPart[] },
  { currency, shipping_method_snapshot: shipping, payment_method_snapshot: payment }: Charged,
  now: string,
) {
  const own = adjustments.filter((each) => !isProvided(each));
  const plain = recalculated(lines, own);
  const sent = provided(`${providers.shipping}${shipping?.providerKey ?? ""}`, adjustments, {
    ...{ charges: shipping ? shippingCharges(shipping, plain.lines, currency) : [], currency, now },
  });
  const withShipping = sent.length ? recalculated(lines, [...own, ...sent]) : plain;
  const paid = provided(`${providers.payment}${payment?.providerKey ?? ""}`, adjustments, {
    ...{ charges: payment ? paymentCharges(payment, withShipping.grand_gross) : [], currency, now },
  });
  return paid.length ? recalculated(lines, [...own, ...sent, ...paid]) : withShipping;
}

const MOST_TRIES = 50;

/** A number of the format that no document has; one that a caller gave to theirs is passed over (MRC-NUM-1). */
async function freeNumber<D extends Document>(tx: Tx, { kind, isTaken }: Store<D>): Promise<string> {
  const unit = actingUnit(tx);
  let last: string | null = null;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const { number } = await takeNumber(tx, kind, unit);
    if (!(await isTaken(tx, number, unit))) return number;
    // A format without the sequence gives the same one again.
    if (number === last) break;
    last = number;
  }
  throw fail("conflict", "The next numbers are all taken; set another next number, or a format with {seq}.");
}

/** What is sent as it is stored changes nothing, and stays valid whatever became of what it names. */
const differing = <C extends object>(before: Document, changes: C): C =>
  Object.fromEntries(
    Object.entries(changes).filter(
      ([name, value]) => !isDeepStrictEqual(value, before[name as keyof Document]),
    ),
  ) as C;

/** The commands on whole documents. */
export const documentVerbs = <D extends Document>(store: Store<D>) => ({
  async create(
    tx: Tx,
    { number, lines, adjustments, currency, ...header }: ReceivedBy<Operations["create"]>,
    known: Known,
  ) {
    await refuseUnknownTags(tx, header.tag_ids);
    for (const [i, each] of lines.entries()) refuseCurrency(each.currency, currency, `/lines/${i}/currency`);
    for (const [i, each] of adjustments.entries()) {
      refuseLineScope(each.scope, `/adjustments/${i}/scope`);
      refuseCurrency(each.currency, currency, `/adjustments/${i}/currency`);
    }
    const all = lines.map((each, i) =>
      wholeLine({ ...each, ...lineFacts(known, each, `/lines/${i}`) }, currency, tx.now),
    );
    const adjusted = adjustments.map((each) => newPart({ ...emptyAdjustment, ...byHand(each) }, tx.now));
    const whole = {
      ...header,
      ...partyFacts(known, header),
      ...(await methodFacts(tx, header, false)),
      currency,
    };
    return store.insert(tx, {
      ...whole,
      number: number ?? (await freeNumber(tx, store)),
      ...statusOf(known.words, header.status_entry_id),
      ...computed({ lines: all, adjustments: adjusted }, charged(whole), tx.now),
    });
  },

  async change(tx: Tx, { id, ...sent }: ReceivedBy<Operations["change"]>, known: Known) {
    const before = await store.target(tx, id);
    const { number, ...changes } = differing(before, sent);
    await refuseUnknownTags(tx, changes.tag_ids);
    await store.guard(tx, before, changes);
    const facts: Changes = {
      ...clearedAddresses(before, changes),
      ...{ ...changes, ...partyFacts(known, changes, before) },
      ...(await methodFacts(tx, changes, true)),
    };
    const recharges = "shipping_method_snapshot" in facts || "payment_method_snapshot" in facts;
    return store.save(tx, before, {
      ...facts,
      ...(number ? { number } : {}),
      ...statusOf(known.words, changes.status_entry_id),
      ...(recharges ? computed(before, charged({ ...before, ...facts }), tx.now) : {}),
    });
  },

  async remove(tx: Tx, { id }: { id: string }) {
    return store.remove(tx, await store.target(tx, id));
  },
});

/** The commands on parts of documents. */
export const partVerbs = <D extends Document>(store: Store<D>) => ({
  async putLine(tx: Tx, { id, line_id, ...given }: ReceivedBy<Parts["putLine"]>, known: Known) {
    const before = await store.target(tx, id);
    const { currency } = before;
    refuseCurrency(given.currency, currency, "/currency");
    const own = line_id ? before.lines.find((each) => each.id === line_id) : undefined;
    const line: Partial<Line> = { ...given, ...lineFacts(known, given, "", own), currency };
    const lines = put<Line>(
      before.lines,
      { id: line_id, what: "line", many: "lines" },
      (own) => changedLine(own, line, tx.now),
      () => wholeLine(line, currency, tx.now),
    );
    return store.save(tx, before, computed({ ...before, lines }, before, tx.now));
  },

  async removeLine(tx: Tx, { id, line_id }: { id: string; line_id: string }) {
    const before = await store.target(tx, id);
    const lines = without<Line>(before.lines, "line", line_id);
    return store.save(tx, before, computed({ ...before, lines }, before, tx.now));
  },

  async putAdjustment(tx: Tx, { id, adjustment_id, ...given }: ReceivedBy<Parts["putAdjustment"]>) {
    const before = await store.target(tx, id);
    refuseCurrency(given.currency, before.currency, "/currency");
    refuseLineScope(given.scope);
    const sent: Partial<DocumentPart> = given;
    const adjustments = put<DocumentPart>(
      before.adjustments,
      { id: adjustment_id, what: "adjustment", many: "adjustments" },
      (own) => byHand({ ...own, ...sent, updated_at: tx.now }),
      () => newPart(byHand({ ...emptyAdjustment, ...sent }), tx.now),
    );
    return store.save(tx, before, computed({ ...before, adjustments }, before, tx.now));
  },

  async removeAdjustment(tx: Tx, { id, adjustment_id }: { id: string; adjustment_id: string }) {
    const before = await store.target(tx, id);
    const adjustments = without<DocumentPart>(before.adjustments, "adjustment", adjustment_id);
    return store.save(tx, before, computed({ ...before, adjustments }, before, tx.now));
  },
});

/** The commands on the addresses of documents. */
export const addressVerbs = <D extends Document>(store: Store<D>) => ({
  async putAddress(tx: Tx, { id, address_id, ...given }: ReceivedBy<Parts["putAddress"]>) {
    const before = await store.target(tx, id);
    const sent: Partial<Address> = given;
    await store.guard(tx, before, { shipping_address_id: null });
    const addresses = put<Address>(
      before.addresses,
      { id: address_id, what: "address", many: "addresses" },
      (own) => ({ ...own, ...sent, updated_at: tx.now }),
      () => newAddress(sent, tx.now),
    );
    return store.save(tx, before, { addresses });
  },

  async removeAddress(tx: Tx, { id, address_id }: { id: string; address_id: string }) {
    const before = await store.target(tx, id);
    await store.guard(tx, before, { shipping_address_id: null });
    return store.save(tx, before, { addresses: without<Address>(before.addresses, "address", address_id) });
  },
});
