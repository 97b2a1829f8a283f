/** What tills and shops hold of stock (INV-36), and that linked items and products show what is available (INV-38). */
import { idOf } from "../../../shared/ids.ts";
import { big, named, type Tell, type Walk } from "../check.ts";
import { pieces, type Row, rowsBy, type Stores, sideBySide } from "../stores.ts";

const UNIT = 1_000_000n;

const levels: Row[] = [
  {
    $project: {
      ...{ org_id: 1, sku_id: 1, material_id: 1, item_id: 1, on_hand: 1, reserved: 1, holds: 1 },
      available: {
        $subtract: [{ $toLong: "$on_hand" }, { $add: [{ $toLong: "$allocated" }, { $toLong: "$reserved" }] }],
      },
    },
  },
  { $sort: { _id: 1 } },
];

/** Linked items by the level that they show. */
const linked: Row[] = [
  { $match: { sku_id: { $type: "string" }, deleted_at: null } },
  {
    $project: {
      ...{ org_id: 1, item: "$_id", sku_id: 1, quantity: 1, statuses: 1, status_counts: 1 },
      _id: { $ifNull: ["$level_id", "$_id"] },
    },
  },
  { $sort: { _id: 1 } },
];

/** What parked sales hold of each level. */
const parked: Row[] = [
  { $match: { state: "held" } },
  { $unwind: "$lines" },
  { $match: { "lines.level_id": { $type: "string" } } },
  {
    $group: {
      _id: "$lines.level_id",
      org_id: { $first: "$org_id" },
      holds: { $push: { hold_id: "$_id", quantity: { $multiply: ["$lines.units", Number(UNIT)] } } },
    },
  },
  { $sort: { _id: 1 } },
];

type Held = { hold_id: string; quantity: number };
const heldBy = (row: Row | null | undefined): Held[] => (row?.holds ?? []) as Held[];

/**
 * The organization decides whether a SKU may go below zero; a level that was below zero before the setting changed stays so.
 */
async function mayBeNegative(stores: Stores): Promise<Set<string>> {
  const allowed = new Set<string>();
  for await (const { _id } of stores.rows("accounts", "organizations", { allow_negative_stock: true }))
    allowed.add(_id);
  return allowed;
}

function holdsAddUp(level: Row, kept: readonly Held[], negative: ReadonlySet<string>, tell: Tell): void {
  tell.read("INV-36");
  const held = heldBy(level);
  const sum = held.reduce((all, { quantity }) => all + big(quantity), 0n);
  if (sum !== big(level.reserved))
    tell.breach("INV-36", level, `${big(level.reserved)} are reserved, its holds add up to ${sum}`);
  const lost = kept.filter(
    ({ hold_id, quantity }) =>
      !held.some((each) => each.hold_id === hold_id && big(each.quantity) === big(quantity)),
  );
  if (lost.length)
    tell.breach("INV-36", level, `parked sales hold ${lost.length} times, and it does not know`);
  const never = level.material_id || (!negative.has(level.org_id) && big(level.on_hand) >= 0n);
  if (never && big(level.available) < 0n)
    tell.breach("INV-36", level, `${big(level.available)} are available`);
}

function showsAvailable(item: Row, level: Row | null | undefined, tell: Tell): void {
  tell.read("INV-38");
  const subject = named(item.item, item);
  if (level?.item_id !== item.item || level?.sku_id !== item.sku_id) {
    tell.breach("INV-38", subject, "is linked to a stock that does not know it");
    return;
  }
  const units = big(level?.available) / UNIT;
  const { quantity, status_counts, statuses } = item;
  const [shown, ...others] = Object.entries(status_counts as Record<string, number>);
  const active = shown?.[0] === "active" ? big(shown[1]) : 0n;
  const counts = others.length === 0 && (shown === undefined || shown[0] === "active");
  const list = units > 0n ? "active" : "inactive";
  const right = counts && active === units && big(quantity) === (units > 0n ? units : 0n);
  if (!right || String(statuses) !== list)
    tell.breach("INV-38", subject, `shows ${quantity} [${statuses}], ${units} are available`);
}

/**
 * A product keeps no copy of what is available: the stock is asked when the product is shown. So it shows what the summary does as
 * long as it names goods that are there, and is the one of its platform that does (LNK-1, LNK-2).
 */
async function productsNameGoods(stores: Stores, tell: Tell): Promise<void> {
  const linkedOnes = {
    ...{ platform_id: { $ne: null }, deleted_at: null },
    $or: [{ item_id: { $ne: null } }, { sku_id: { $ne: null } }, { linked_to: { $ne: null } }],
  };
  const reading = { fields: ["org_id", "platform_id", "item_id", "sku_id", "linked_to"] };
  for await (const piece of pieces(stores.rows("catalog", "variants", linkedOnes, reading), 500)) {
    tell.read("INV-38", piece.length);
    const tenants = piece.map(({ org_id }) => org_id);
    const there = async (service: string, collection: string, column: string) => {
      const ids = piece.flatMap((row) => row[column] ?? []);
      return rowsBy(stores, [service, collection], "_id", ids, ["org_id"], tenants);
    };
    const items = await there("inventory", "items", "item_id");
    const skus = await there("catalog", "skus", "sku_id");
    for (const row of piece) {
      const [goods] = (row.item_id ? items.get(row.item_id) : skus.get(row.sku_id)) ?? [];
      const wrong = wrongWith(row, goods);
      if (wrong) tell.breach("INV-38", row, wrong);
    }
  }
}

function wrongWith(product: Row, goods: Row | undefined): string | null {
  const { platform_id, item_id, sku_id, linked_to, org_id } = product;
  if (Boolean(item_id) === Boolean(sku_id)) return "is linked to no goods, or to two";
  if (goods?.org_id !== org_id) return "is linked to goods that are not there";
  const right = idOf(`linked:${platform_id}:${item_id ?? sku_id}`);
  return linked_to === right ? null : "is linked to goods that another product may be linked to as well";
}

export const linkedStock: Walk = {
  checks: {
    "INV-36": "reserved = Σ holds of tills and shops; what is available is not below zero",
    "INV-38": "each linked item shows what is available of its SKU; each linked product names its goods",
  },
  async run(stores, tell) {
    await productsNameGoods(stores, tell);
    const negative = await mayBeNegative(stores);
    const streams = [
      stores.pipe("inventory", "stock_levels", levels),
      stores.pipe("inventory", "items", linked),
      stores.pipe("inventory", "holds", parked),
    ];
    for await (const { key, rows } of sideBySide(streams, (row) => row._id)) {
      const [level, item, held] = rows;
      if (level) holdsAddUp(level, heldBy(held), negative, tell);
      else if (held) tell.breach("INV-36", named(key, held), "is held, and is not there");
      if (item) showsAvailable(item, level, tell);
      else if (level?.item_id) tell.breach("INV-38", level, `is shown by no item ${level.item_id}`);
    }
  },
};
