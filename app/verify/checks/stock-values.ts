/** What stock is worth (INV-18), and that the books say the same (INV-37). */
import { big, named, type Tell, type Walk } from "../check.ts";
import { type Row, type Stores, sideBySide } from "../stores.ts";
import { journalsHold } from "./stock-journals.ts";

const stockable: Row = { $ifNull: ["$sku_id", "$material_id"] };
const incoming = ["receive", "produce", "adjust", "reverse_consume"];
const sign: Row = { $cond: [{ $in: ["$event_type", incoming] }, 1, -1] };
const worth: Row = { $toLong: { $multiply: [sign, { $subtract: ["$value", "$variance"] }] } };

/** Entries that move value are numbered. */
const moved: Row[] = [
  { $match: { seq: { $ne: null } } },
  {
    $group: {
      _id: stockable,
      org_id: { $first: "$org_id" },
      quantity: { $sum: { $toLong: { $multiply: [sign, "$quantity"] } } },
      value: { $sum: worth },
      entries: { $sum: 1 },
      last: { $max: "$seq" },
    },
  },
  { $sort: { _id: 1 } },
];

/** Later costs are numbered among the entries (LND-3). */
const landed: Row[] = [
  { $unwind: "$lines" },
  {
    $group: {
      _id: { $ifNull: ["$lines.sku_id", "$lines.material_id"] },
      org_id: { $first: "$org_id" },
      value: { $sum: { $toLong: { $subtract: ["$lines.value", "$lines.variance"] } } },
      entries: { $sum: 1 },
      last: { $max: "$lines.seq" },
    },
  },
  { $sort: { _id: 1 } },
];

const held: Row[] = [
  {
    $group: {
      _id: stockable,
      org_id: { $first: "$org_id" },
      quantity: { $sum: { $toLong: { $add: ["$on_hand", "$in_transit"] } } },
    },
  },
  { $sort: { _id: 1 } },
];

const layered: Row[] = [
  {
    $group: {
      _id: stockable,
      org_id: { $first: "$org_id" },
      quantity: { $sum: { $toLong: "$quantity" } },
      value: { $sum: { $toLong: "$value" } },
    },
  },
  { $sort: { _id: 1 } },
];

const byId: Row[] = [{ $sort: { _id: 1 } }];

async function valuesHold(stores: Stores, tell: Tell): Promise<void> {
  const streams = [
    stores.pipe("inventory", "cost_states", byId),
    stores.pipe("inventory", "stock_entries", moved),
    stores.pipe("inventory", "landed_costs", landed),
    stores.pipe("inventory", "stock_levels", held),
    stores.pipe("inventory", "cost_layers", layered),
  ];
  for await (const { key, rows } of sideBySide(streams, (row) => row._id)) {
    const [state, entries, costs, levels, layers] = rows;
    tell.read("INV-18");
    const subject = named(key, (state ?? entries ?? costs ?? levels ?? layers)!);
    stateHolds({ state, entries, costs, levels }, subject, tell);
    if (state?.method === "fifo") layersHold(state, layers, subject, tell);
  }
}

type Sums = {
  state?: Row | null | undefined;
  entries?: Row | null | undefined;
  costs?: Row | null | undefined;
  levels?: Row | null | undefined;
};

function stateHolds({ state, entries, costs, levels }: Sums, subject: Row, tell: Tell): void {
  const [quantity, value] = [big(state?.quantity), big(state?.value)];
  const [moved, worth] = [big(entries?.quantity), big(entries?.value) + big(costs?.value)];
  if (value !== worth || quantity !== moved)
    tell.breach("INV-18", subject, `has ${quantity} worth ${value}, its entries say ${moved} worth ${worth}`);
  const there = big(levels?.quantity);
  if (quantity !== there) tell.breach("INV-18", subject, `costs ${quantity}, its sites have ${there}`);
  const count = big(entries?.entries) + big(costs?.entries);
  const ends = [big(entries?.last), big(costs?.last)];
  if (big(state?.entry_seq) !== count || !ends.includes(count) || ends.some((last) => last > count))
    tell.breach("INV-18", subject, `has ${count} entries up to number ${ends.join(" and ")}`);
  if (quantity === 0n && value !== 0n) tell.breach("INV-18", subject, `has nothing, worth ${value}`);
}

function layersHold(state: Row, layers: Row | null | undefined, subject: Row, tell: Tell): void {
  const [quantity, value] = [big(state.quantity), big(state.value)];
  if (quantity < 0n) return;
  const [left, worth] = [big(layers?.quantity), big(layers?.value)];
  if (quantity !== left || value !== worth)
    tell.breach("INV-18", subject, `has ${quantity} worth ${value}, its layers ${left} worth ${worth}`);
}

const byPool: Row[] = [
  {
    $group: {
      _id: {
        $concat: [
          "$org_id",
          " inventory:",
          { $cond: [{ $eq: ["$sku_id", null] }, "materials", "finished_goods"] },
        ],
      },
      org_id: { $first: "$org_id" },
      value: { $sum: { $toLong: "$value" } },
    },
  },
  { $sort: { _id: 1 } },
];

const posted: Row[] = [
  { $unwind: "$postings" },
  { $match: { "postings.ledger_account": { $in: ["inventory:materials", "inventory:finished_goods"] } } },
  {
    $group: {
      _id: { $concat: ["$org_id", " ", "$postings.ledger_account"] },
      org_id: { $first: "$org_id" },
      value: { $sum: { $toLong: "$postings.amount" } },
    },
  },
  { $sort: { _id: 1 } },
];

async function poolsHold(stores: Stores, tell: Tell): Promise<void> {
  const streams = [
    stores.pipe("inventory", "cost_states", byPool),
    stores.pipe("accounts", "journals", posted),
  ];
  for await (const { key, rows } of sideBySide(streams, (row) => row._id)) {
    const [stock, books] = rows;
    tell.read("INV-37");
    if (big(stock?.value) !== big(books?.value))
      tell.breach(
        "INV-37",
        named(key, (stock ?? books)!),
        `worth ${big(stock?.value)}, the books say ${big(books?.value)}`,
      );
  }
}

export const stockValues: Walk = {
  checks: {
    "INV-18": "the value of stock is what its entries and its layers come to; nothing is worth nothing",
    "INV-37": "Σ postings on each pool of goods = what its stock is worth; every movement has its journal",
  },
  async run(stores, tell) {
    await valuesHold(stores, tell);
    await poolsHold(stores, tell);
    await journalsHold(stores, tell);
  },
};
