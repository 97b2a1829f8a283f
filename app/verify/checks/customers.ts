/** Persons and firms agree with what hangs on them: their addresses, and the links between both. */
import { named, type Walk } from "../check.ts";
import { type Row, sideBySide } from "../stores.ts";

const byId: Row[] = [{ $project: { org_id: 1, deleted_at: 1, company_id: 1 } }, { $sort: { _id: 1 } }];

/** For one customer: how many addresses it has, and how many of them are primary. */
const addresses: Row[] = [
  { $match: { deleted_at: null } },
  {
    $group: {
      _id: "$customer_id",
      org_id: { $first: "$org_id" },
      primary: { $sum: { $cond: ["$is_primary", 1, 0] } },
    },
  },
  { $sort: { _id: 1 } },
];

/** For one contact: the firms that it is linked to. */
const firms: Row[] = [
  { $match: { entity_type: "customer", is_active: true } },
  { $group: { _id: "$contact_id", org_id: { $first: "$org_id" }, ids: { $addToSet: "$entity_id" } } },
  { $sort: { _id: 1 } },
];

export const customers: Walk = {
  checks: {
    "MRC-INV-4": "addresses belong to a customer, and at most one of them is primary",
    "MRC-ONE-1": "the company of a contact is one of its links",
  },
  async run(stores, tell) {
    const streams = [
      stores.pipe("accounts", "contacts", byId),
      stores.pipe("accounts", "business_customers", byId),
      stores.pipe("accounts", "customer_addresses", addresses),
      stores.pipe("accounts", "contact_links", firms),
    ];
    for await (const { key, rows } of sideBySide(streams, ({ _id }) => _id)) {
      const [contact, firm, there, linked] = rows;
      const customer = contact ?? firm;
      if (there) {
        const subject = named(`accounts customer_addresses ${key}`, there);
        tell.read("MRC-INV-4");
        if (!customer || customer.deleted_at) tell.breach("MRC-INV-4", subject, "have no customer");
        else if (there.primary > 1) tell.breach("MRC-INV-4", subject, `are primary ${there.primary} times`);
      }
      if (!contact?.company_id) continue;
      tell.read("MRC-ONE-1");
      if (!linked?.ids.includes(contact.company_id))
        tell.breach("MRC-ONE-1", named(`accounts contacts ${key}`, contact), "is not linked to its company");
    }
  },
};
