/** What rows of some areas name is there, so nothing is left of a deletion (MRC-CUS-8, MRC-BKG-5). */
import { named, type Walk } from "../check.ts";
import { type Row, sideBySide } from "../stores.ts";

type Link = { from: string; field: string; to: readonly string[] };

/** Ids or lists of them, and the collections of which one has the row. */
const ofCustomers: readonly Link[] = [
  { from: "contacts", field: "tag_ids", to: ["customer_tags"] },
  { from: "business_customers", field: "tag_ids", to: ["customer_tags"] },
  ...["activities", "comments"].flatMap((from) => [
    { from, field: "customer_id", to: ["contacts", "business_customers"] },
    { from, field: "deal_id", to: ["deals"] },
  ]),
  { from: "deals", field: "person_ids", to: ["contacts"] },
  { from: "deals", field: "company_ids", to: ["business_customers"] },
];
const ofBooking: readonly Link[] = [
  { from: "team_roles", field: "team_id", to: ["teams"] },
  { from: "team_members", field: "team_id", to: ["teams"] },
  { from: "team_members", field: "role_ids", to: ["team_roles"] },
  { from: "bookable_resources", field: "resource_type_id", to: ["resource_types"] },
  { from: "bookable_resources", field: "tag_ids", to: ["booking_tags"] },
  ...["team_members", "bookable_resources"].map((from) => ({
    ...{ from, field: "availability_rule_set_id", to: ["availability_rule_sets"] },
  })),
  {
    ...{ from: "availability_rules", field: "subject_id" },
    to: ["team_members", "bookable_resources", "availability_rule_sets"],
  },
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

const linksOf = (rule: string, means: string, service: string, links: readonly Link[]): Walk => ({
  checks: { [rule]: means },
  async run(stores, tell) {
    for (const link of links) {
      const streams = [
        stores.pipe(service, link.from, naming(link)),
        ...link.to.map((each) => stores.pipe(service, each, there)),
      ];
      for await (const { key, rows } of sideBySide(streams, ({ _id }) => _id)) {
        const [holder, ...found] = rows;
        if (!holder) continue;
        tell.read(rule);
        const subject = named(`${service} ${link.from} ${holder.row_id}`, holder);
        if (!found.some(Boolean)) tell.breach(rule, subject, `${link.field} names ${key}, which is gone`);
      }
    }
  },
});

export const customerLinks = linksOf(
  "MRC-CUS-8",
  "what is noted about customers names rows that are there",
  "accounts",
  ofCustomers,
);
export const bookingLinks = linksOf(
  "MRC-BKG-5",
  "what is booked names rows that are there",
  "contracts",
  ofBooking,
);
