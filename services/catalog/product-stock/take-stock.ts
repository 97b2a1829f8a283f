import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { variant } from "../products/variant.ts";
import { eachShown } from "../products/variant-view.ts";
import * as declared from "./declarations.ts";
import { productShort } from "./errors.ts";
import { type StockTaking, stockTaking, stockTakingIdOf } from "./stock-taking.ts";

type Lines = StockTaking["lines"];

export const takeStock = command(declared.takeStock, async (tx, { taken_for, holder_id, lines }) => {
  const id = stockTakingIdOf(taken_for);
  const { entity: before } = await tx.upsert(stockTaking, id, { taken_for, lines: [] });
  const { holder_ids, released_ids } = before;
  if (released_ids.includes(holder_id)) throw fail("conflict", "This hold was given up before.");
  if (holder_ids.includes(holder_id)) return {};
  if (holder_ids.length && !same(before.lines, lines))
    throw fail("request_in_progress", "Other stock is being taken for the same; try again in a moment.");
  if (holder_ids.length === 0) for (const each of byVariant(lines)) await take(tx, each);
  await tx.updateReturningHidden(stockTaking, id, {
    $set: { lines: byVariant(lines), holder_ids: [...holder_ids, holder_id] },
  });
  return {};
});

/** One line per variant, always in the same order, so that two takings never wait for each other. */
function byVariant(lines: Lines): Lines {
  const sums = new Map<string, number>();
  for (const { variant_id, quantity } of lines) sums.set(variant_id, (sums.get(variant_id) ?? 0) + quantity);
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([variant_id, quantity]) => ({ variant_id, quantity }));
}

const same = (one: Lines, other: Lines): boolean =>
  JSON.stringify(byVariant(one)) === JSON.stringify(byVariant(other));

/** One conditional write decides who gets the last piece. */
async function take(tx: Tx, { variant_id, quantity }: Lines[number]): Promise<void> {
  const enough = { _id: variant_id, deleted_at: null, in_stock: true, quantity: { $gte: quantity } };
  if (await tx.update(variant, enough, { $inc: { quantity: -quantity } })) return;
  const [row] = await eachShown(tx, await tx.find(variant, { _id: variant_id }));
  const available = row?.is_available && !row.deleted_at ? row.quantity : 0;
  throw productShort({ product_id: variant_id, name: row?.shown?.name ?? "", asked: quantity, available });
}

export const giveBackStock = command(declared.giveBackStock, async (tx, { taken_for, holder_id }) => {
  const id = stockTakingIdOf(taken_for);
  const { entity: before } = await tx.upsert(stockTaking, id, { taken_for, lines: [] });
  const { lines, released_ids } = before;
  if (released_ids.includes(holder_id)) return {};
  const holder_ids = before.holder_ids.filter((each) => each !== holder_id);
  const isLast = holder_ids.length === 0 && before.holder_ids.length > 0;
  if (isLast)
    for (const { variant_id, quantity } of lines)
      await tx.update(variant, { _id: variant_id }, { $inc: { quantity } });
  await tx.updateReturningHidden(stockTaking, id, {
    $set: { holder_ids, released_ids: [...released_ids, holder_id], ...(isLast ? { lines: [] } : {}) },
  });
  return {};
});
