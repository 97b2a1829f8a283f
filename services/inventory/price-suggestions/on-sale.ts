/** What sales teach about prices (18.1). Whatever order their events come in, a line that went back stays out (INV-25). */
import { type Plain, repeatable } from "../../../shared/events/consumer.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { type sale, saleFinalized, saleRefunded, saleVoided } from "../../sales/public.ts";
import { item } from "../items/item.ts";
import { comparable } from "./comparable.ts";
import { isGivenBack, priceOf } from "./price-comparables.rules.ts";

type Sale = Entity<typeof sale>;
type Line = Sale["lines"][number];
type State = Entity<typeof comparable>["state"];

export const learnPrices = repeatable("learn_prices", saleFinalized, (plain, { data }) =>
  keep(plain, data.sale, data.sale.lines, "sold"),
);

export const unlearnVoided = repeatable("unlearn_voided", saleVoided, (plain, { data }) =>
  keep(plain, data.sale, data.sale.lines, "withdrawn"),
);

export const unlearnRefunded = repeatable("unlearn_refunded", saleRefunded, (plain, { data }) =>
  keep(
    plain,
    data.sale,
    data.sale.lines.filter((line) => isGivenBack(line, data.sale)),
    "withdrawn",
  ),
);

/** Keeps the lines as `state`; a withdrawn one is never sold again. What brought nothing is no price. */
async function keep(
  { reader, write }: Plain,
  from: Sale,
  lines: readonly Line[],
  state: State,
): Promise<void> {
  const priced = lines.filter((line) => line.quantity > 0 && priceOf(line) > 0);
  if (priced.length === 0 || !from.business_date) return;
  const items = await reader.find(item, { _id: { $in: priced.map((line) => line.item_id) } });
  const known = new Map(items.map((each) => [each.id, each]));
  await write.upsertMany(
    comparable,
    priced.map((line) => ({
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
