/** Units: counts add up (INV-13), each sold unit was sold by one sale (INV-14), each parked unit is held. */
import { big, sameList, type Tell, type Walk } from "../check.ts";
import { pieces, type Row, type Stores } from "../stores.ts";

function counted(item: Row, tell: Tell): void {
  // The units of a linked item are those of its SKU (LNK-2, INV-38).
  if (item.sku_id) return;
  const { quantity, status_counts, statuses, inventory_type } = item;
  const counts = Object.entries(status_counts as Record<string, number>);
  const sum = counts.reduce((all, [, units]) => all + big(units), 0n);
  if (sum !== big(quantity))
    tell.breach("INV-13", item, `has ${quantity} units, its counts add up to ${sum}`);
  // SALE-4: own goods may be sold below zero where the organization allows it; other counts are never negative.
  const below = counts.find(
    ([status, units]) => units < 0 && !(status === "active" && inventory_type !== "consignment"),
  );
  if (below) tell.breach("INV-13", item, `has ${below[1]} units ${below[0]}`);
  // Lists count units in a checkout as `active` (SALE-1).
  const tills = Number(atTills(item));
  const listed = {
    ...status_counts,
    active: (status_counts.active ?? 0) + tills,
    parked: (status_counts.parked ?? 0) - tills,
  };
  const present = Object.keys(listed).filter((status) => listed[status] > 0);
  if (!sameList(present.sort(), [...statuses].sort()))
    tell.breach("INV-13", item, `is found under [${statuses}], its units are [${present}]`);
}

/** Units of these items according to sales. */
async function soldBySales(stores: Stores, piece: Row[]): Promise<Map<string, bigint>> {
  const ids = piece.map((row) => row._id);
  const rows = stores.pipe("sales", "sales", [
    {
      $match: {
        org_id: { $in: [...new Set(piece.map((row) => row.org_id))] },
        "lines.item_id": { $in: ids },
        status: "finalized",
      },
    },
    { $unwind: "$lines" },
    { $match: { "lines.item_id": { $in: ids }, "lines.sku_id": null } },
    {
      $group: {
        _id: "$lines.item_id",
        units: { $sum: { $toLong: { $subtract: ["$lines.quantity", "$lines.refunded_quantity"] } } },
      },
    },
  ]);
  const sold = new Map<string, bigint>();
  for await (const { _id, units } of rows) sold.set(_id, big(units));
  return sold;
}

/** Units that parked sales hold now. */
async function heldNow(stores: Stores): Promise<Map<string, bigint>> {
  const held = new Map<string, bigint>();
  for await (const { lines } of stores.rows("inventory", "holds", { state: "held" }))
    for (const { item_id, units } of (lines as Row[]).filter(({ level_id }) => !level_id))
      held.set(item_id, (held.get(item_id) ?? 0n) + big(units));
  return held;
}

/** Units that checkouts in progress hold. */
const atTills = ({ checkout_holds }: Row): bigint =>
  ((checkout_holds ?? []) as Row[]).reduce((sum, { units }) => sum + big(units), 0n);

const soldUnits = (counts: Record<string, number>): bigint =>
  Object.entries(counts)
    .filter(([status]) => status.startsWith("sold"))
    .reduce((sum, [, units]) => sum + big(units), 0n);

export const units: Walk = {
  checks: {
    "INV-13": "Σ status_counts = quantity, none below zero",
    "INV-14": "units sold = units on sale lines less what came back; units parked = units held",
  },
  async run(stores, tell) {
    const fields = [
      "org_id",
      "quantity",
      "status_counts",
      "statuses",
      "inventory_type",
      "sku_id",
      "checkout_holds",
    ];
    const held = await heldNow(stores);
    for await (const piece of pieces(stores.rows("inventory", "items", {}, { fields }))) {
      tell.read("INV-13", piece.length);
      tell.read("INV-14", piece.length);
      const sold = await soldBySales(stores, piece);
      for (const item of piece) {
        counted(item, tell);
        const [is, should] = [soldUnits(item.status_counts), sold.get(item._id) ?? 0n];
        if (is !== should) tell.breach("INV-14", item, `${is} units are sold, sales sold ${should}`);
        const [parked, aside] = [big(item.status_counts.parked), (held.get(item._id) ?? 0n) + atTills(item)];
        if (parked !== aside) tell.breach("INV-14", item, `${parked} units are parked, ${aside} are held`);
      }
    }
  },
};
