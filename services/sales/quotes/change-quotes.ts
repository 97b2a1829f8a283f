import { fail, notFound } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import {
  changedLine,
  newPart,
  priced,
  recalculated,
  refuseCurrency,
  refuseLineScope,
} from "../documents/recalculate.ts";
import {
  gatherReferences,
  lineFacts,
  methodFacts,
  refuseUnknownTags,
  statusOf,
} from "../documents/references.ts";
import { actingUnit, takeNumber } from "../documents/take-number.ts";
import * as declared from "./declarations.ts";
import { type Quote, type QuoteAdjustment, type QuoteLine, salesQuote } from "./quote.ts";

/** Quotes have the words of orders. */
const STATUSES = "sales.order_status";

/** A line with everything that may be left out. */
const wholeLine = (line: Partial<QuoteLine>, currency: string, now: string): QuoteLine => {
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

async function numberOf(tx: Tx, number: string | null | undefined): Promise<string> {
  return number ?? (await takeNumber(tx, "quote", actingUnit(tx))).number;
}

export const createQuote = command(declared.createQuote, {
  gather: (call, input) => gatherReferences(call, STATUSES, input),
  async run(tx, { number, lines, adjustments, currency, ...header }, known) {
    await refuseUnknownTags(tx, header.tag_ids);
    for (const [i, each] of lines.entries()) refuseCurrency(each.currency, currency, `/lines/${i}/currency`);
    for (const [i, each] of adjustments.entries()) refuseLineScope(each.scope, `/adjustments/${i}/scope`);
    const all = lines.map((each, i) =>
      wholeLine({ ...each, ...lineFacts(known, each, `/lines/${i}`) }, currency, tx.now),
    );
    const adjusted = adjustments.map((each) => newPart({ ...emptyAdjustment, ...each }, tx.now));
    return tx.insert(salesQuote, {
      ...{ ...header, ...(await methodFacts(tx, header, false)), currency },
      number: await numberOf(tx, number),
      ...statusOf(known.words, header.status_entry_id),
      ...recalculated(all, adjusted),
    });
  },
});

/** The quote that the request names, unless it is deleted. */
async function present(tx: Tx, id: string): Promise<Quote> {
  const found = await tx.target(salesQuote, id);
  if (found.deleted_at) throw notFound("sales_quote", id);
  return found;
}

export const changeQuote = command(declared.changeQuote, {
  gather: (call, input) => gatherReferences(call, STATUSES, input),
  async run(tx, { id, number, ...changes }, known) {
    const before = await present(tx, id);
    await refuseUnknownTags(tx, changes.tag_ids);
    const { billing_address_id: billing, shipping_address_id: shipping } = changes;
    const moves = changes.customer_id !== undefined && changes.customer_id !== before.customer_id;
    // Another customer has other addresses (MRC-DOC-4).
    const cleared = moves
      ? {
          ...(billing ? {} : { billing_address_id: null, billing_address_snapshot: null }),
          ...(shipping ? {} : { shipping_address_id: null, shipping_address_snapshot: null }),
        }
      : {};
    return tx.save(salesQuote, before, {
      ...cleared,
      ...changes,
      ...(number ? { number } : {}),
      ...(await methodFacts(tx, changes, true)),
      ...statusOf(known.words, changes.status_entry_id),
    });
  },
});

export const removeQuote = command(declared.removeQuote, async (tx, { id }) => {
  const before = await present(tx, id);
  return tx.save(salesQuote, before, { deleted_at: tx.now }, { verb: "deleted" });
});

const MOST_LINES = 500;
const MOST_ADJUSTMENTS = 200;

const full = (what: string, most: number) => fail("unprocessable", `A document has at most ${most} ${what}.`);

export const putQuoteLine = command(declared.putQuoteLine, {
  gather: (call, line) => gatherReferences(call, STATUSES, { lines: [line] }),
  async run(tx, { id, line_id, ...given }, known) {
    const before = await present(tx, id);
    refuseCurrency(given.currency, before.currency, "/currency");
    const line: Partial<QuoteLine> = { ...given, ...lineFacts(known, given), currency: before.currency };
    const own = line_id ? before.lines.find((each) => each.id === line_id) : undefined;
    if (line_id && !own) throw notFound("line", line_id);
    if (!own && before.lines.length >= MOST_LINES) throw full("lines", MOST_LINES);
    const lines = own
      ? before.lines.map((each) => (each === own ? changedLine(each, line, tx.now) : each))
      : [...before.lines, wholeLine(line, before.currency, tx.now)];
    return tx.save(salesQuote, before, recalculated(lines, before.adjustments));
  },
});

export const removeQuoteLine = command(declared.removeQuoteLine, async (tx, { id, line_id }) => {
  const before = await present(tx, id);
  const lines = before.lines.filter((each) => each.id !== line_id);
  if (lines.length === before.lines.length) throw notFound("line", line_id);
  return tx.save(salesQuote, before, recalculated(lines, before.adjustments));
});

export const putQuoteAdjustment = command(
  declared.putQuoteAdjustment,
  async (tx, { id, adjustment_id, ...given }) => {
    const before = await present(tx, id);
    refuseCurrency(given.currency, before.currency, "/currency");
    refuseLineScope(given.scope);
    const own = adjustment_id ? before.adjustments.find((each) => each.id === adjustment_id) : undefined;
    if (adjustment_id && !own) throw notFound("adjustment", adjustment_id);
    if (!own && before.adjustments.length >= MOST_ADJUSTMENTS) throw full("adjustments", MOST_ADJUSTMENTS);
    const sent: Partial<QuoteAdjustment> = given;
    const adjustments = own
      ? before.adjustments.map((each) => (each === own ? { ...each, ...sent, updated_at: tx.now } : each))
      : [...before.adjustments, newPart({ ...emptyAdjustment, ...sent }, tx.now)];
    return tx.save(salesQuote, before, recalculated(before.lines, adjustments));
  },
);

export const removeQuoteAdjustment = command(
  declared.removeQuoteAdjustment,
  async (tx, { id, adjustment_id }) => {
    const before = await present(tx, id);
    const adjustments = before.adjustments.filter((each) => each.id !== adjustment_id);
    if (adjustments.length === before.adjustments.length) throw notFound("adjustment", adjustment_id);
    return tx.save(salesQuote, before, recalculated(before.lines, adjustments));
  },
);
