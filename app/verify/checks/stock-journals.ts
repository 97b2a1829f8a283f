/** Every movement of stock value has its own journal (INV-37): a lost pair that cancels out leaves the sums right. */
import { big, named, type Tell } from "../check.ts";
import { type Row, type Stores, sideBySide } from "../stores.ts";

const making: Row = { $eq: ["$source_type", "make_receipt"] };
const either = (made: string, sold: string): Row => ({ $cond: [making, made, sold] });

/** The kind of the journal of each type of entry, and whether its goods come in. */
const journals: [types: string[], kind: string | Row, sign: 1 | -1][] = [
  [["receive"], "goods_received", 1],
  [["reverse_receive"], "receipt_reversed", -1],
  [["revalue"], "costs_landed", 1],
  [["consume"], either("stock_used", "stock_sold"), -1],
  [["reverse_consume"], either("use_reversed", "sale_reversed"), 1],
  [["produce"], "stock_made", 1],
  [["reverse_produce"], "making_reversed", -1],
  [["adjust"], "stock_adjustment", 1],
  [["dispose"], "stock_adjustment", -1],
];
const byType = (of: (journal: (typeof journals)[number]) => unknown): Row => ({
  $switch: {
    branches: journals.map((journal) => ({
      case: { $in: ["$event_type", journal[0]] },
      // biome-ignore lint/suspicious/noThenProperty: the database calls it so.
      then: of(journal),
    })),
    default: null,
  },
});

/** Sums by fact, kind of journal and pool; the fact is a document or an entry. */
const byFact = (ref: Row): Row[] => [
  {
    $group: {
      _id: {
        $concat: [
          "$org_id",
          " ",
          { $concat: [ref.kind, " ", ref.id] },
          " ",
          byType(([, kind]) => kind),
          " inventory:",
          { $cond: [{ $eq: [{ $ifNull: ["$sku_id", null] }, null] }, "materials", "finished_goods"] },
        ],
      },
      org_id: { $first: "$org_id" },
      value: {
        $sum: {
          $toLong: { $multiply: [byType(([, , sign]) => sign), { $subtract: ["$value", "$variance"] }] },
        },
      },
    },
  },
  { $sort: { _id: 1 } },
];

/** The amounts that documents posted to the books. */
const told: Row[] = [
  { $match: { "events.type": "stock.valued" } },
  { $unwind: "$events" },
  { $match: { "events.type": "stock.valued" } },
  { $unwind: "$events.data.movements" },
  {
    $replaceWith: {
      $mergeObjects: [
        "$events.data.movements",
        { org_id: "$org_id", source_type: "$events.data.source_type", source_id: "$events.data.source_id" },
      ],
    },
  },
  ...byFact({ kind: "$source_type", id: "$source_id" }),
];

/** A till's sales and returns have a journal for each entry. */
const sold: Row[] = [
  { $match: { source_type: { $in: ["sale", "sale_return"] }, seq: { $ne: null } } },
  ...byFact({ kind: "stock_entry", id: "$_id" }),
];

const posted: Row[] = [
  { $match: { "postings.ledger_account": { $in: ["inventory:materials", "inventory:finished_goods"] } } },
  { $unwind: "$postings" },
  { $match: { "postings.ledger_account": { $in: ["inventory:materials", "inventory:finished_goods"] } } },
  {
    $group: {
      _id: {
        $concat: ["$org_id", " ", "$ref.kind", " ", "$ref.id", " ", "$kind", " ", "$postings.ledger_account"],
      },
      org_id: { $first: "$org_id" },
      value: { $sum: { $toLong: "$postings.amount" } },
    },
  },
  { $sort: { _id: 1 } },
];

export async function journalsHold(stores: Stores, tell: Tell): Promise<void> {
  const streams = [
    stores.pipe("inventory", "_log", told),
    stores.pipe("inventory", "stock_entries", sold),
    stores.pipe("accounts", "journals", posted),
  ];
  for await (const { key, rows } of sideBySide(streams, (row) => row._id)) {
    const [document, entry, books] = rows;
    tell.read("INV-37");
    const worth = big(document?.value) + big(entry?.value);
    if (worth !== big(books?.value))
      tell.breach(
        "INV-37",
        named(key, (document ?? entry ?? books)!),
        `moved ${worth}, its journal says ${big(books?.value)}`,
      );
  }
}
