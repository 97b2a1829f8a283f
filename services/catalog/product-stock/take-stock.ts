import { fail } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { command, query } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { goodsOf } from "../products/linked-goods.ts";
import { variant } from "../products/variant.ts";
import { eachShown } from "../products/variant-view.ts";
import * as declared from "./declarations.ts";
import { productShort } from "./errors.ts";
import { type StockTaking, stockTaking, stockTakingIdOf } from "./stock-taking.ts";

type Lines = StockTaking["lines"];

const nothing = { hold_id: null, linked: [] };
const heldBy = ({ hold_id, linked }: StockTaking) => (linked.length ? { hold_id, linked } : nothing);

export const takeStock = command(declared.takeStock, {
  async gather(call, { lines }, _meta, reader) {
    const ids = [...new Set(lines.map(({ variant_id }) => variant_id))];
    return goodsOf(call, await reader.find(variant, { _id: { $in: ids } }));
  },
  async run(tx, { taken_for, holder_id, lines }, goods) {
    const id = stockTakingIdOf(taken_for);
    const { entity: before } = await tx.upsert(stockTaking, id, { taken_for, lines: [] });
    const { holder_ids, released_ids } = before;
    if (released_ids.includes(holder_id)) throw fail("conflict", "This hold was given up before.");
    if (holder_ids.includes(holder_id)) return heldBy(before);
    if (holder_ids.length && !same(before.lines, lines))
      throw fail("request_in_progress", "Other stock is being taken for the same; try again in a moment.");
    if (holder_ids.length === 0)
      for (const each of byVariant(lines)) await take(tx, each, goods.has(each.variant_id));
    const linked = byVariant(lines).flatMap((each) => {
      const own = goods.get(each.variant_id);
      return own ? [{ ...each, ...own }] : [];
    });
    const taken = holder_ids.length ? {} : { lines: byVariant(lines), linked, hold_id: newId() };
    const held = { ...taken, holder_ids: [...holder_ids, holder_id] };
    return heldBy((await tx.updateReturningHidden(stockTaking, id, { $set: held }))!);
  },
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

/** One conditional write decides who gets the last piece; for linked goods, inventory's write does. */
async function take(tx: Tx, { variant_id, quantity }: Lines[number], linked: boolean): Promise<void> {
  const sold = { _id: variant_id, deleted_at: null, in_stock: true };
  if (linked && (await tx.count(variant, sold)) > 0) return;
  const enough = {
    ...{ ...sold, quantity: { $gte: quantity } },
    $or: [{ linked_to: null }, { platform_id: null }],
  };
  if (!linked && (await tx.update(variant, enough, { $inc: { quantity: -quantity } }))) return;
  const [row] = await eachShown(tx, await tx.find(variant, { _id: variant_id }));
  const available = row?.is_available && !row.deleted_at ? row.quantity : 0;
  throw productShort({ product_id: variant_id, name: row?.shown?.name ?? "", asked: quantity, available });
}

/** Returns a released hold on every call, so that its release at inventory can be repeated. */
export const giveBackStock = command(declared.giveBackStock, async (tx, { taken_for, holder_id }) => {
  const id = stockTakingIdOf(taken_for);
  const { entity: before } = await tx.upsert(stockTaking, id, { taken_for, lines: [] });
  const { lines, linked, released_ids } = before;
  if (released_ids.includes(holder_id)) return before.holder_ids.length ? nothing : heldBy(before);
  const holder_ids = before.holder_ids.filter((each) => each !== holder_id);
  const isLast = holder_ids.length === 0 && before.holder_ids.length > 0;
  if (isLast)
    for (const { variant_id, quantity } of lines)
      if (!linked.some((each) => each.variant_id === variant_id))
        await tx.update(variant, { _id: variant_id }, { $inc: { quantity } });
  await tx.updateReturningHidden(stockTaking, id, {
    $set: { holder_ids, released_ids: [...released_ids, holder_id], ...(isLast ? { lines: [] } : {}) },
  });
  return isLast ? heldBy(before) : nothing;
});

export const takenStock = query(declared.takenStock, async (reader, { taken_for }) => {
  const row = await reader.get(stockTaking, stockTakingIdOf(taken_for));
  return row?.holder_ids.length ? heldBy(row) : nothing;
});
