/** Changes many items at once, each like a single change, with its own audit record and event (BLK-3, BLK-4). */
import { fail, invalidField } from "../../../shared/errors.ts";
import type { Received } from "../../../shared/fields/index.ts";
import type { Condition } from "../../../shared/page.ts";
import {
  bulkProgress,
  decideEach,
  inBulk,
  MOST_IN_BULK,
  refuseTwice,
  withChanged,
} from "../../../shared/service/bulk.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { wholeFee } from "../../accounts/public.ts";
import { gatherMany } from "../inheritance/item-levels.ts";
import { listedBy } from "../item-lists/listed-by.ts";
import { type Item, item } from "../items/item.ts";
import { visibleItems } from "../items/load-item.ts";
import { ladderOf } from "../prices/ladder.ts";
import { editedPrice, type PriceEdit, type PriceLadder } from "../prices/price-ladder.rules.ts";
import { asksLevels, type InheritedLevels } from "../terms/item-terms.rules.ts";
import * as declared from "./declarations.ts";
import { aroundOf, changedItem, type ItemChanges } from "./item-changes.ts";
import { tellChanges } from "./tell-changes.ts";

export const bulkProgressOfItems = bulkProgress("inventory");

type Input = Received<typeof declared.bulkEditItems.input>;
/** The change of every item. */
type Edit = {
  changes: ItemChanges;
  price: PriceEdit | null;
  ladder: PriceLadder | null;
};

export const bulkEditItems = flow(declared.bulkEditItems, async (context, input) => {
  refuseUnclear(input);
  const { call, meta } = context;
  const edit: Edit = {
    changes: (input.changes ?? {}) as ItemChanges,
    price: input.price ?? null,
    ladder: input.price ? await ladderOf(call, meta.org.id) : null,
  };
  return inBulk(context, {
    action: declared.bulkEditItems.name,
    progress: bulkProgressOfItems,
    dry_run: input.dry_run,
    ids: async () => input.ids ?? (await foundBy(context, input.filter!)),
    async chunk(ids) {
      const inherited = await levelsFor(context, ids, edit.changes);
      return (tx) => editSome(tx, ids, edit, inherited);
    },
  });
});

function refuseUnclear({ ids, filter, all, changes, price }: Input): void {
  if (!ids === !filter) throw invalidField("/ids", "one_of", "Send either 'ids' or 'filter', not both.");
  if (filter && !all && !filter.conditions?.length && !filter.search)
    throw invalidField(
      "/filter",
      "required",
      "'filter' requires a condition or a search; send 'all': true for every item.",
    );
  if (all && ids) throw invalidField("/all", "one_of", "'all' is not allowed with 'ids'.");
  if (ids) refuseTwice(ids, "/ids");
  if (!price && Object.keys(changes ?? {}).length === 0)
    throw invalidField("/changes", "required", "'changes' or 'price' is required.");
  const edits = Object.values(price ?? {}).filter((each) => each !== null && each !== undefined);
  if (price && edits.length !== 1)
    throw invalidField("/price", "one_of", "'price' must have exactly one of set, add and multiply_ppm.");
  if (price && changes?.tag_price !== undefined)
    throw invalidField(
      "/changes/tag_price",
      "given_twice",
      "'tag_price' is not allowed together with 'price'.",
    );
  wholeFee(changes?.handling_fee, "/changes/handling_fee");
}

async function foundBy({ reader }: FlowContext, filter: NonNullable<Input["filter"]>): Promise<string[]> {
  const conditions = filter.conditions as Condition[];
  const { query, where } = await listedBy(reader, {
    conditions,
    ...(filter.search ? { search: filter.search } : {}),
  });
  const page = await reader.page(item, { ...query, limit: MOST_IN_BULK, count: true }, where);
  if (page.count! <= MOST_IN_BULK) return page.data.map((row) => row.id);
  const message = `The filter finds ${page.count} items; at most ${MOST_IN_BULK} are edited at once.`;
  throw fail("unprocessable", message, {
    count: page.count,
    errors: [{ pointer: "/filter", code: "too_many", message }],
  });
}

/** The inherited terms, if the change resets a term to them. Loaded before the transaction (TRM-1). */
async function levelsFor({ reader, call }: FlowContext, ids: readonly string[], changes: ItemChanges) {
  const rows = await reader.find(item, {
    _id: { $in: ids },
    deleted_at: null,
    ...visibleTo(item, reader.meta),
  });
  const asking = rows.filter((row) => asksLevels(row, changes)).map((row) => ({ ...row, ...changes }));
  if (asking.length === 0) return () => ({});
  const levels = await gatherMany(call, reader, asking as Item[]);
  return (row: Item): InheritedLevels => levels.of({ ...row, ...changes } as Item);
}

async function editSome(
  tx: Tx,
  ids: readonly string[],
  { changes, price, ladder }: Edit,
  inherited: (row: Item) => InheritedLevels,
) {
  const rows = await visibleItems(tx, ids);
  const around = await aroundOf(tx, [...rows.values()], changes);
  const { results, writes } = decideEach(ids, (id) => {
    const before = rows.get(id);
    if (!before) return null;
    const priced = price && ladder ? { tag_price: priceOf(before, price, ladder) } : {};
    const wanted = { ...changes, ...priced };
    const { values, day } = changedItem(tx, before, wanted, inherited(before), around);
    return { before, changes: values, today: day.today };
  });
  const saved = new Map((await tx.saveMany(item, writes)).map((row) => [row.id, row]));
  await tellChanges(
    tx,
    writes.flatMap(({ before, today }) => {
      const after = saved.get(before.id);
      return after ? [{ before, after, today }] : [];
    }),
  );
  return withChanged(results, [...saved.values()]);
}

const MOST = 1_000_000_000_000;

function priceOf(before: Item, price: PriceEdit, ladder: PriceLadder): number {
  const edited = editedPrice(before.tag_price, price, ladder);
  if (edited <= MOST) return edited;
  throw fail("unprocessable", "The price would be too large.");
}
