/** What sales teach about prices (18.1). Whatever order their events come in, a line that went back stays out (INV-25). */
import { reaction } from "../../../shared/events/consumer.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type sale, saleFinalized, saleRefunded, saleVoided } from "../../sales/public.ts";
import { comparable } from "../resources/comparable.ts";
import { item } from "../resources/item.ts";
import { isGivenBack, priceOf } from "../rules/price-comparables.ts";

type Sale = Entity<typeof sale>;
type Line = Sale["lines"][number];
type State = Entity<typeof comparable>["state"];

export const learnPrices = reaction("learn_prices", saleFinalized, (tx, { data }) =>
  keep(tx, data.sale, data.sale.lines, "sold"),
);

export const unlearnVoided = reaction("unlearn_voided", saleVoided, (tx, { data }) =>
  keep(tx, data.sale, data.sale.lines, "withdrawn"),
);

export const unlearnRefunded = reaction("unlearn_refunded", saleRefunded, (tx, { data }) =>
  keep(
    tx,
    data.sale,
    data.sale.lines.filter((line) => isGivenBack(line, data.sale)),
    "withdrawn",
  ),
);

/** Writes the lines as `state`; a withdrawn one is never sold again. What brought nothing is no price. */
async function keep(tx: Tx, from: Sale, lines: readonly Line[], state: State): Promise<void> {
  const priced = lines.filter((line) => line.quantity > 0 && priceOf(line) > 0);
  if (priced.length === 0 || !from.business_date) return;
  const known = await tx.find(comparable, { _id: { $in: priced.map((line) => line.id) } });
  const there = new Set(known.map((row) => row.id));
  const missing = priced.filter((line) => !there.has(line.id));
  if (missing.length) await tx.note(comparable, await rowsOf(tx, from, missing, state));
  const stale = state === "withdrawn" ? known.filter((row) => row.state === "sold") : [];
  if (stale.length === 0) return;
  await tx.changeEach(
    comparable,
    stale.map(({ id }) => ({ id, update: { $set: { state } } })),
    { silent: true },
  );
}

async function rowsOf(tx: Tx, from: Sale, lines: readonly Line[], state: State) {
  const items = await tx.find(item, { _id: { $in: lines.map((line) => line.item_id) } });
  const known = new Map(items.map((each) => [each.id, each]));
  return lines.map((line) => {
    const piece = known.get(line.item_id);
    return {
      id: line.id,
      state,
      item_id: line.item_id,
      sale_id: from.id,
      sold_on: from.business_date,
      price: priceOf(line),
      quantity: line.quantity,
      currency: from.currency,
      brand_id: piece?.brand_id ?? null,
      category_id: piece?.category_id ?? line.category_id,
      size_id: piece?.size_id ?? null,
      condition: piece?.condition ?? null,
      days_on_shelf: line.days_on_shelf,
    };
  });
}
