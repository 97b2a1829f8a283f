/** Writes documents of any kind (6.5, 6.6): each change recomputes what follows from it, in the same write (MRC-TOT-4). */
import { fail, invalidField, notFound } from "../../../shared/errors.ts";
import type { ReceivedBy } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
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

/** The commands on whole documents. */
export const documentVerbs = <D extends Document>(store: Store<D>) => ({
  async create(
    tx: Tx,
    { number, lines, adjustments, currency, ...header }: ReceivedBy<Operations["create"]>,
    known: Known,
  ) {
    await refuseUnknownTags(tx, header.tag_ids);
    for (const [i, each] of lines.entries()) refuseCurrency(each.currency, currency, `/lines/${i}/currency`);
    for (const [i, each] of adjustments.entries()) refuseLineScope(each.scope, `/adjustments/${i}/scope`);
    const all = lines.map((each, i) =>
      wholeLine({ ...each, ...lineFacts(known, each, `/lines/${i}`) }, currency, tx.now),
    );
    const adjusted = adjustments.map((each) => newPart({ ...emptyAdjustment, ...each }, tx.now));
    return store.insert(tx, {
      ...{ ...header, ...partyFacts(known, header), ...(await methodFacts(tx, header, false)), currency },
      number: number ?? (await takeNumber(tx, store.kind, actingUnit(tx))).number,
      ...statusOf(known.words, header.status_entry_id),
      ...recalculated(all, adjusted),
    });
  },

  async change(tx: Tx, { id, number, ...changes }: ReceivedBy<Operations["change"]>, known: Known) {
    const before = await store.target(tx, id);
    await refuseUnknownTags(tx, changes.tag_ids);
    await store.guard(tx, before, changes);
    return store.save(tx, before, {
      ...clearedAddresses(before, changes),
      ...{ ...changes, ...partyFacts(known, changes) },
      ...(number ? { number } : {}),
      ...(await methodFacts(tx, changes, true)),
      ...statusOf(known.words, changes.status_entry_id),
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
    const line: Partial<Line> = { ...given, ...lineFacts(known, given), currency };
    const lines = put<Line>(
      before.lines,
      { id: line_id, what: "line", many: "lines" },
      (own) => changedLine(own, line, tx.now),
      () => wholeLine(line, currency, tx.now),
    );
    return store.save(tx, before, recalculated(lines, before.adjustments));
  },

  async removeLine(tx: Tx, { id, line_id }: { id: string; line_id: string }) {
    const before = await store.target(tx, id);
    return store.save(
      tx,
      before,
      recalculated(without<Line>(before.lines, "line", line_id), before.adjustments),
    );
  },

  async putAdjustment(tx: Tx, { id, adjustment_id, ...given }: ReceivedBy<Parts["putAdjustment"]>) {
    const before = await store.target(tx, id);
    refuseCurrency(given.currency, before.currency, "/currency");
    refuseLineScope(given.scope);
    const sent: Partial<DocumentPart> = given;
    const adjustments = put<DocumentPart>(
      before.adjustments,
      { id: adjustment_id, what: "adjustment", many: "adjustments" },
      (own) => ({ ...own, ...sent, updated_at: tx.now }),
      () => newPart({ ...emptyAdjustment, ...sent }, tx.now),
    );
    return store.save(tx, before, recalculated(before.lines, adjustments));
  },

  async removeAdjustment(tx: Tx, { id, adjustment_id }: { id: string; adjustment_id: string }) {
    const before = await store.target(tx, id);
    const left = without<DocumentPart>(before.adjustments, "adjustment", adjustment_id);
    return store.save(tx, before, recalculated(before.lines, left));
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
