/** Keeps what sales tell of their lines. The result is the same whatever the order of the events (INV-25). */
import { type Plain, repeatable } from "../../../shared/events/consumer.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { type sale, saleFinalized, saleRefunded, saleVoided } from "../../sales/public.ts";
import { item } from "../items/item.ts";
import { soldLine } from "./sold-line.ts";
import { isGivenBack, priceOf, returnedOf } from "./sold-lines.rules.ts";

type Sale = Entity<typeof sale>;
type Line = Sale["lines"][number];

export const noteSold = repeatable("note_sold", [saleFinalized, saleRefunded, saleVoided], (plain, events) =>
  keep(
    plain,
    events.map(({ data: { sale } }) => sale),
  ),
);

/** Units only come back, and a withdrawn line never becomes sold again. */
async function keep({ reader, write }: Plain, sales: readonly Sale[]): Promise<void> {
  const lines = sales.flatMap((from) =>
    from.business_date && from.finalized_at
      ? from.lines.filter(({ quantity }) => quantity > 0).map((line) => ({ from, line }))
      : [],
  );
  if (lines.length === 0) return;
  const item_ids = [...new Set(lines.map(({ line }) => line.item_id))];
  const items = await reader.find(item, { _id: { $in: item_ids } });
  const known = new Map(items.map((each) => [each.id, each]));
  await write.upsertMany(
    soldLine,
    lines.map(({ from, line }) => ({
      id: line.id,
      values: soldOf(from, line, known.get(line.item_id)),
      ...(isGivenBack(line, from) ? { set: { state: "withdrawn" } } : {}),
      max: { returned: returnedOf(line, from) },
    })),
  );
}

const soldOf = (from: Sale, line: Line, piece: Entity<typeof item> | undefined) => ({
  state: "sold",
  item_id: line.item_id,
  sale_id: from.id,
  store_id: piece?.store_id ?? null,
  site_id: line.site_id,
  sold_on: from.business_date,
  sold_at: from.finalized_at,
  price: priceOf(line),
  quantity: line.quantity,
  currency: from.currency,
  brand_id: piece?.brand_id ?? null,
  category_id: piece?.category_id ?? line.category_id,
  size_id: piece?.size_id ?? null,
  condition: piece?.condition ?? null,
  days_on_shelf: line.days_on_shelf,
});
