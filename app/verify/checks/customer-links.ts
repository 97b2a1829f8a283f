/** What is noted about customers names rows that are there, so nothing is left of a deletion (MRC-CUS-8). */
import { named, type Walk } from "../check.ts";
import { type Row, sideBySide } from "../stores.ts";

type Link = { from: string; field: string; to: readonly string[] };

/** Ids or lists of them, and the collections of which one has the row. */
const links: readonly Link[] = [
  { from: "contacts", field: "tag_ids", to: ["customer_tags"] },
  { from: "business_customers", field: "tag_ids", to: ["customer_tags"] },
  ...["activities", "comments"].flatMap((from) => [
    { from, field: "customer_id", to: ["contacts", "business_customers"] },
    { from, field: "deal_id", to: ["deals"] },
  ]),
  { from: "deals", field: "person_ids", to: ["contacts"] },
  { from: "deals", field: "company_ids", to: ["business_customers"] },
];

/** For each named id one of the rows that name it. */
const naming = ({ field }: Link): Row[] => [
  { $match: { deleted_at: null, [field]: { $nin: [null, []] } } },
  { $project: { org_id: 1, id: `$${field}` } },
  { $unwind: "$id" },
  { $group: { _id: "$id", org_id: { $first: "$org_id" }, row_id: { $first: "$_id" } } },
  { $sort: { _id: 1 } },
];
const there: Row[] = [{ $match: { deleted_at: null } }, { $project: { _id: 1 } }, { $sort: { _id: 1 } }];

export const customerLinks: Walk = {
  checks: { "MRC-CUS-8": "what is noted about customers names rows that are there" },
  async run(stores, tell) {
    for (const link of links) {
      const streams = [
        stores.pipe("accounts", link.from, naming(link)),
        ...link.to.map((each) => stores.pipe("accounts", each, there)),
      ];
      for await (const { key, rows } of sideBySide(streams, ({ _id }) => _id)) {
        const [holder, ...found] = rows;
        if (!holder) continue;
        tell.read("MRC-CUS-8");
        const subject = named(`accounts ${link.from} ${holder.row_id}`, holder);
        if (!found.some(Boolean))
          tell.breach("MRC-CUS-8", subject, `${link.field} names ${key}, which is gone`);
      }
    }
  },
};
