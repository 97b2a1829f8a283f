/** Counters of stock: the sums of entries within their bounds (INV-15), transfers (INV-16), reversals (INV-17), open orders (INV-20). */
import { big, named, type Tell, type Walk } from "../check.ts";
import { type Row, type Stores, sideBySide } from "../stores.ts";

const counters = ["on_hand", "on_order", "demand", "allocated", "in_transit"] as const;
const stockable: Row = { $ifNull: ["$sku_id", "$material_id"] };

/** The type that an entry is of, or reverses, and the sign of its effect (9.2). */
const typed: Row = {
  $set: {
    type: { $replaceOne: { input: "$event_type", find: "reverse_", replacement: "" } },
    sign: { $cond: [{ $eq: [{ $indexOfCP: ["$event_type", "reverse_"] }, 0] }, -1, 1] },
  },
};

const of = (types: readonly string[], amount: Row): Row => ({
  $cond: [{ $in: ["$type", types] }, amount, 0],
});
const signed = (...parts: Row[]): Row => ({ $toLong: { $multiply: ["$sign", { $add: parts }] } });
const less = (field: string): Row => ({ $multiply: [field, -1] });
const quantity: Row = { $toLong: "$quantity" };

const here: Row = {
  location_id: "$location_id",
  on_hand: signed(
    of(["receive", "produce", "adjust"], quantity),
    of(["consume", "transfer", "dispose"], { $multiply: [quantity, -1] }),
  ),
  on_order: signed(of(["order"], quantity), of(["receive", "produce"], less("$relieves.on_order"))),
  demand: signed(of(["demand"], quantity), of(["consume"], less("$relieves.demand"))),
  allocated: signed(of(["allocate"], quantity), of(["consume"], less("$relieves.allocated"))),
  in_transit: signed(of(["receive"], less("$relieves.in_transit"))),
};

const there: Row = {
  location_id: "$to_location_id",
  ...{ on_hand: 0, on_order: 0, demand: 0, allocated: 0 },
  in_transit: signed(of(["transfer"], quantity)),
};

const byLevel: Row[] = [
  typed,
  { $project: { org_id: 1, stockable, effects: [here, there] } },
  { $unwind: "$effects" },
  { $match: { "effects.location_id": { $type: "string" } } },
  {
    $group: {
      _id: { $concat: ["$stockable", " ", "$effects.location_id"] },
      org_id: { $first: "$org_id" },
      ...Object.fromEntries(counters.map((name) => [name, { $sum: `$effects.${name}` }])),
    },
  },
  { $sort: { _id: 1 } },
];

const levels: Row[] = [
  {
    $project: {
      ...{ org_id: 1, material_id: 1, reserved: 1, level: "$_id" },
      ...Object.fromEntries(counters.map((name) => [name, 1])),
      _id: { $concat: [stockable, " ", "$location_id"] },
    },
  },
  { $sort: { _id: 1 } },
];

/** What is on its way to each site. */
const underWay: Row[] = [
  { $match: { status: "in_transit" } },
  {
    $group: {
      _id: { $concat: [stockable, " ", "$destination_location_id"] },
      org_id: { $first: "$org_id" },
      quantity: { $sum: { $toLong: "$quantity" } },
    },
  },
  { $sort: { _id: 1 } },
];

async function countersHold(stores: Stores, tell: Tell): Promise<void> {
  const open = await openStockables(stores);
  const streams = [
    stores.pipe("inventory", "stock_levels", levels),
    stores.pipe("inventory", "stock_entries", byLevel),
    stores.pipe("inventory", "transfers", underWay),
  ];
  for await (const { key, rows } of sideBySide(streams, (row) => row._id)) {
    const [level, entries, transfers] = rows;
    for (const check of ["INV-15", "INV-16", "INV-20"]) tell.read(check);
    const subject = named(level?.level ?? key, (level ?? entries ?? transfers)!);
    sumsHold({ level, entries, transfers }, subject, tell);
    if (level) boundsHold(level, subject, tell);
    const wanted = ["on_order", "demand", "allocated"].filter((name) => big(level?.[name]) !== 0n);
    if (wanted.length && !open.has(key.split(" ")[0]!))
      tell.breach("INV-20", subject, `has ${wanted}, and no open order names it`);
  }
}

type Sums = {
  level?: Row | null | undefined;
  entries?: Row | null | undefined;
  transfers?: Row | null | undefined;
};

function sumsHold({ level, entries, transfers }: Sums, subject: Row, tell: Tell): void {
  for (const name of counters) {
    const [is, should] = [big(level?.[name]), big(entries?.[name])];
    if (is !== should) tell.breach("INV-15", subject, `${name} is ${is}, its entries add up to ${should}`);
  }
  const [is, should] = [big(level?.in_transit), big(transfers?.quantity)];
  if (is !== should) tell.breach("INV-16", subject, `${is} are in transit, transfers bring ${should}`);
}

/** STK-2. Whether SKUs may be below zero is the organization's to change. */
function boundsHold(level: Row, subject: Row, tell: Tell): void {
  const at = (name: string) => big(level[name]);
  const never = counters.filter((name) => at(name) < 0n && (name !== "on_hand" || level.material_id));
  if (never.length) tell.breach("INV-15", subject, `${never} is below zero`);
  if (at("allocated") > at("demand")) tell.breach("INV-15", subject, "more is allocated than wanted");
}

/** Materials and SKUs that orders name which have not ended. */
async function openStockables(stores: Stores): Promise<Set<string>> {
  const orders = [
    ["inventory", "purchase_orders", ["paid", "cancelled"], ["lines"]],
    ["inventory", "make_orders", ["completed", "cancelled"], ["outputs", "inputs"]],
    ["sales", "sales_orders", ["completed", "rejected"], ["lines"]],
  ] as const;
  const open = new Set<string>();
  for (const [service, collection, ended, lists] of orders) {
    const fields = lists.flatMap((list) => [`${list}.sku_id`, `${list}.material_id`]);
    const rows = stores.rows(service, collection, { status: { $nin: [...ended] } }, { fields });
    for await (const row of rows)
      for (const list of lists)
        for (const each of row[list] as Row[]) open.add(each.sku_id ?? each.material_id);
  }
  return open;
}

const reversals: Row[] = [
  { $match: { reverses_id: { $type: "string" } } },
  {
    $group: {
      _id: "$reverses_id",
      org_id: { $first: "$org_id" },
      kinds: { $addToSet: { $concat: ["$org_id", " ", stockable, " ", "$event_type"] } },
      quantity: { $sum: { $toLong: "$quantity" } },
    },
  },
  { $sort: { _id: 1 } },
];

const originals: Row[] = [
  { $match: { reverses_id: null } },
  {
    $project: {
      ...{ org_id: 1, quantity: 1, reversed: 1 },
      kind: { $concat: ["$org_id", " ", stockable, " reverse_", "$event_type"] },
    },
  },
  { $sort: { _id: 1 } },
];

async function reversalsHold(stores: Stores, tell: Tell): Promise<void> {
  const streams = [
    stores.pipe("inventory", "stock_entries", originals),
    stores.pipe("inventory", "stock_entries", reversals),
  ];
  for await (const { key, rows } of sideBySide(streams, (row) => row._id)) {
    const [original, reversed] = rows;
    tell.read("INV-17");
    const subject = named(key, (original ?? reversed)!);
    if (!original) {
      tell.breach("INV-17", subject, "is reversed and is not there");
      continue;
    }
    const total = big(reversed?.quantity);
    if (total !== big(original.reversed) || total > big(original.quantity))
      tell.breach(
        "INV-17",
        subject,
        `${total} of ${original.quantity} are reversed, it counts ${original.reversed}`,
      );
    const strange = ((reversed?.kinds ?? []) as string[]).filter((kind) => kind !== original.kind);
    if (strange.length) tell.breach("INV-17", subject, `is reversed by ${strange}`);
  }
}

export const stockCounters: Walk = {
  checks: {
    "INV-15": "stock counters = Σ stock entries, within their bounds",
    "INV-16": "what is in transit is what open transfers bring",
    "INV-17": "every reversal names one entry of its kind, Σ reversed ≤ original",
    "INV-20": "what is on order, wanted or allocated belongs to an open order",
  },
  async run(stores, tell) {
    await countersHold(stores, tell);
    await reversalsHold(stores, tell);
  },
};
