/** The cost of own goods on hand equals `inventory:items` in the books (INV-43). */
import { big, named, type Walk } from "../check.ts";
import { type Row, sideBySide } from "../stores.ts";

const ON_HAND = ["inactive", "active", "parked", "to_be_returned"];

const onHand: Row[] = [
  { $match: { in_books: true, inventory_type: { $ne: "consignment" }, deleted_at: null } },
  {
    $project: {
      org_id: 1,
      cost: {
        $multiply: [
          { $toLong: { $ifNull: ["$cost_per", 0] } },
          { $add: ON_HAND.map((status) => ({ $ifNull: [`$status_counts.${status}`, 0] })) },
        ],
      },
    },
  },
  { $group: { _id: "$org_id", cost: { $sum: "$cost" } } },
  { $sort: { _id: 1 } },
];

const posted: Row[] = [
  { $unwind: "$postings" },
  { $match: { "postings.ledger_account": "inventory:items" } },
  { $group: { _id: "$org_id", cost: { $sum: { $toLong: "$postings.amount" } } } },
  { $sort: { _id: 1 } },
];

export const stockCosts: Walk = {
  checks: { "INV-43": "Σ postings on inventory:items = the cost of own goods on hand" },
  async run(stores, tell) {
    const streams = [stores.pipe("inventory", "items", onHand), stores.pipe("accounts", "journals", posted)];
    for await (const { key, rows } of sideBySide(streams, (row) => row._id)) {
      const [stock, books] = rows.map((row) => big(row?.cost));
      tell.read("INV-43");
      if (stock !== books)
        tell.breach(
          "INV-43",
          named(`goods of ${key}`, { org_id: key }),
          `cost ${stock}, the books say ${books}`,
        );
    }
  },
};
