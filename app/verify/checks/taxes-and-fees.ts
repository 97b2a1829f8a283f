/** Tax collected equals tax owed (INV-11); recurring fees are charged once per period (INV-12). */
import { big, named, type Walk } from "../check.ts";
import { type Row, sideBySide } from "../stores.ts";

const key = (tax: unknown, date: string): Row => ({ $concat: ["$org_id", " ", date, " ", tax] });

/** Sums by tenant, business date and tax. */
const summed = (key: Row, amount: string): Row[] => [
  { $group: { _id: key, amount: { $sum: { $toLong: amount } }, rows: { $sum: 1 } } },
  { $match: { amount: { $ne: 0 } } },
  { $sort: { _id: 1 } },
];

const sold: Row[] = [
  { $match: { status: { $in: ["finalized", "voided"] } } },
  { $unwind: "$lines" },
  { $unwind: "$lines.applied_taxes" },
  ...summed(key("$lines.applied_taxes.tax_id", "$business_date"), "$lines.applied_taxes.amount"),
];
const refunded: Row[] = [
  { $unwind: "$lines" },
  { $unwind: "$lines.components.taxes" },
  ...summed(key("$lines.components.taxes.tax_id", "$business_date"), "$lines.components.taxes.amount"),
];
/** Voids post on their own day; INV-7 compares them with their sale. */
const posted: Row[] = [
  { $match: { kind: { $in: ["sale", "refund"] } } },
  { $unwind: "$postings" },
  { $match: { "postings.ledger_account": { $regex: "^tax:" } } },
  ...summed(
    key({ $arrayElemAt: [{ $split: ["$postings.ledger_account", ":"] }, 1] }, "$business_date"),
    "$postings.amount",
  ),
];

export const taxes: Walk = {
  checks: { "INV-11": "tax of sales less refunds = postings on tax accounts, day by day" },
  async run(stores, tell) {
    const streams = [
      stores.pipe("sales", "sales", sold),
      stores.pipe("sales", "refunds", refunded),
      stores.pipe("accounts", "journals", posted),
    ];
    for await (const { key, rows } of sideBySide(streams, (row) => row._id)) {
      const [taken, back, owed] = rows.map((row) => big(row?.amount)) as [bigint, bigint, bigint];
      tell.read(
        "INV-11",
        rows.reduce((sum, row) => sum + Number(row?.rows ?? 0), 0),
      );
      if (taken - back !== -owed)
        tell.breach(
          "INV-11",
          named(key, { org_id: key.split(" ")[0] }),
          `collected ${taken} less ${back}, the ledger owes ${-owed}`,
        );
    }
  },
};

export const recurring: Walk = {
  checks: { "INV-12": "a recurring fee is charged once per account and period" },
  async run(stores, tell) {
    const charged = stores.pipe("accounts", "balance_entries", [
      { $match: { type: "recurring_fee" } },
      { $group: { _id: { org: "$org_id", account: "$account_id", period: "$ref.id" }, times: { $sum: 1 } } },
    ]);
    for await (const { _id, times } of charged) {
      tell.read("INV-12", Number(times));
      if (Number(times) > 1)
        tell.breach(
          "INV-12",
          named(`${_id.account} ${_id.period}`, { org_id: _id.org }),
          `was charged ${times} times`,
        );
    }
  },
};
