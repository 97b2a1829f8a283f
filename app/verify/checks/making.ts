/** Orders that end leave nothing behind (INV-19), and nothing is made of itself (INV-21). */
import { big, named, type Tell, total, type Walk } from "../check.ts";
import { pieces, type Row, rowsBy, type Stores, sideBySide } from "../stores.ts";

const is = (...types: string[]): Row => ({ $cond: [{ $in: ["$event_type", types] }, 1, 0] });

const made = is("produce", "reverse_consume");
const used = is("consume", "reverse_produce");

const perReceipt: Row[] = [
  { $match: { source_type: "make_receipt" } },
  {
    $group: {
      _id: "$source_id",
      org_id: { $first: "$org_id" },
      made: { $sum: { $toLong: { $multiply: ["$value", { $subtract: [made, used] }] } } },
    },
  },
  { $sort: { _id: 1 } },
];

const inWork: Row[] = [
  { $match: { "ref.kind": "make_receipt" } },
  { $unwind: "$postings" },
  { $match: { "postings.ledger_account": "wip" } },
  {
    $group: { _id: "$ref.id", org_id: { $first: "$org_id" }, wip: { $sum: { $toLong: "$postings.amount" } } },
  },
  { $sort: { _id: 1 } },
];

const byId: Row[] = [{ $sort: { _id: 1 } }];

/** MFG-1: finished goods are worth their inputs and their conversion cost; a reversed receipt is worth nothing. */
async function receiptsHold(stores: Stores, tell: Tell): Promise<void> {
  const streams = [
    stores.pipe("inventory", "make_receipts", byId),
    stores.pipe("inventory", "stock_entries", perReceipt),
    stores.pipe("accounts", "journals", inWork),
  ];
  for await (const { key, rows } of sideBySide(streams, (row) => row._id)) {
    const [receipt, entries, books] = rows;
    tell.read("INV-19");
    const subject = receipt ?? named(key, (entries ?? books)!);
    const conversion = receipt?.reversed_at ? 0n : total(receipt?.lines, "conversion_cost");
    if (big(entries?.made) !== conversion)
      tell.breach(
        "INV-19",
        subject,
        `outputs less inputs are ${big(entries?.made)}, the conversion is ${conversion}`,
      );
    if (big(books?.wip) !== 0n) tell.breach("INV-19", subject, `leaves ${books?.wip} in work`);
  }
}

/** What a purchase order that is paid leaves on `grni` of its receipts, later costs and bills. */
async function paidOrdersHold(stores: Stores, tell: Tell): Promise<void> {
  const paid = stores.rows(
    "inventory",
    "purchase_orders",
    { status: "paid", historical: false },
    {
      fields: ["org_id", "grni"],
    },
  );
  for await (const piece of pieces(paid)) {
    tell.read("INV-19", piece.length);
    const orgs = piece.map(({ org_id }) => org_id);
    const orders = piece.map(({ _id }) => _id);
    const of = (collection: string) =>
      rowsBy(stores, ["inventory", collection], "order_id", orders, ["order_id"], orgs);
    const documents = await Promise.all(["goods_receipts", "landed_costs", "vendor_bills"].map(of));
    const ids = documents.flatMap((found) => [...found.values()].flat().map(({ _id }) => _id));
    const journals = await rowsBy(stores, ["accounts", "journals"], "ref.id", ids, ["postings"], orgs);
    for (const order of piece) {
      const own = documents.flatMap((found) => found.get(order._id) ?? []);
      const postings = own
        .flatMap(({ _id }) => journals.get(_id) ?? [])
        .flatMap((row) => row.postings as Row[]);
      const left = total(
        postings.filter(({ ledger_account }) => ledger_account === "grni"),
        "amount",
      );
      if (left !== 0n || big(order.grni) !== 0n)
        tell.breach("INV-19", order, `is paid, and the books still have ${left} received and not billed`);
    }
  }
}

async function bomsHold(stores: Stores, tell: Tell): Promise<void> {
  const parts = new Map<string, string[]>();
  const rows: Row[] = [];
  for await (const row of stores.rows("catalog", "boms", {}, { fields: ["org_id", "items"] })) {
    tell.read("INV-21");
    rows.push(row);
    parts.set(
      row._id,
      (row.items as Row[]).flatMap(({ sku_id }) => sku_id ?? []),
    );
  }
  const sound = new Set<string>();
  for (const row of rows)
    if (!isSound(row._id, parts, sound)) tell.breach("INV-21", row, "is made of itself");
}

/** Whether no component leads back up; components already found sound are not walked again. */
function isSound(id: string, parts: ReadonlyMap<string, readonly string[]>, sound: Set<string>): boolean {
  const open = [{ id, left: [...(parts.get(id) ?? [])] }];
  const above = new Set([id]);
  for (let last = open.at(-1); last; last = open.at(-1)) {
    const next = last.left.pop();
    if (next === undefined) {
      sound.add(last.id);
      above.delete(last.id);
      open.pop();
    } else if (above.has(next)) return false;
    else if (!sound.has(next)) {
      above.add(next);
      open.push({ id: next, left: [...(parts.get(next) ?? [])] });
    }
  }
  return true;
}

export const making: Walk = {
  checks: {
    "INV-19": "a make receipt leaves nothing in work, a paid purchase order nothing received and not billed",
    "INV-21": "no bill of materials leads back to its output",
  },
  async run(stores, tell) {
    await receiptsHold(stores, tell);
    await paidOrdersHold(stores, tell);
    await bomsHold(stores, tell);
  },
};
