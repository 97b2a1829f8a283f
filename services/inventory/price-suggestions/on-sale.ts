/** Learns prices from sales (18.1). A returned line is excluded, whatever the order of the events (INV-25). */
import { type Plain, repeatable } from "../../../shared/events/consumer.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { type sale, saleFinalized, saleRefunded, saleVoided } from "../../sales/public.ts";
import { item } from "../items/item.ts";
import { comparable } from "./comparable.ts";
import { isGivenBack, priceOf } from "./price-comparables.rules.ts";

type Sale = Entity<typeof sale>;
type Line = Sale["lines"][number];
type State = Entity<typeof comparable>["state"];

type From = { sale: Sale; lines: readonly Line[] };

export const learnPrices = repeatable("learn_prices", saleFinalized, (plain, events) =>
  keep(
    plain,
    events.map(({ data: { sale } }) => ({ sale, lines: sale.lines })),
    "sold",
  ),
);

export const unlearnVoided = repeatable("unlearn_voided", saleVoided, (plain, events) =>
  keep(
    plain,
    events.map(({ data: { sale } }) => ({ sale, lines: sale.lines })),
    "withdrawn",
  ),
);

export const unlearnRefunded = repeatable("unlearn_refunded", saleRefunded, (plain, events) =>
  keep(
    plain,
    events.map(({ data: { sale } }) => ({
      sale,
      lines: sale.lines.filter((line) => isGivenBack(line, sale)),
    })),
    "withdrawn",
  ),
);

/** Stores the lines with `state`. A withdrawn line never becomes sold again. A line without a price is not stored. */
async function keep({ reader, write }: Plain, all: readonly From[], state: State): Promise<void> {
  const priced = all.flatMap(({ sale: from, lines }) =>
    from.business_date
      ? lines.filter((line) => line.quantity > 0 && priceOf(line) > 0).map((line) => ({ from, line }))
      : [],
  );
  if (priced.length === 0) return;
  const item_ids = [...new Set(priced.map(({ line }) => line.item_id))];
  const items = await reader.find(item, { _id: { $in: item_ids } });
  const known = new Map(items.map((each) => [each.id, each]));
  await write.upsertMany(
    comparable,
    priced.map(({ from, line }) => ({
      id: line.id,
      values: { ...learntOf(from, line, known.get(line.item_id)), state },
      ...(state === "withdrawn" ? { set: { state } } : {}),
    })),
  );
}

const learntOf = (from: Sale, line: Line, piece: Entity<typeof item> | undefined) => ({
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
});
