/** Persons and firms agree with what hangs on them: their addresses, and the links between both. */
import { named, type Tell, type Walk } from "../check.ts";
import { type Row, type Stores, sideBySide } from "../stores.ts";

const byId: Row[] = [{ $project: { org_id: 1, deleted_at: 1, company_id: 1 } }, { $sort: { _id: 1 } }];

const shared = ["first_name", "last_name", "company", "name", "email", "phone_number"];
const shown = Object.fromEntries(shared.map((field) => [field, 1]));
const accounts: Row[] = [{ $project: { org_id: 1, deleted_at: 1, ...shown } }, { $sort: { _id: 1 } }];

/** For each account, the contacts or firms that claim to be its record. */
const records: Row[] = [
  { $match: { account_id: { $ne: null } } },
  { $project: { org_id: 1, account_id: 1, deleted_at: 1, ...shown } },
  { $group: { _id: "$account_id", org_id: { $first: "$org_id" }, rows: { $push: "$$ROOT" } } },
  { $sort: { _id: 1 } },
];

const said = (value: unknown): unknown => (typeof value === "string" && value.trim() ? value : null);

/** An account without a first name is a person whose first name is the only name given; a firm has one name. */
function sameNames(account: Row, record: Row, firm: boolean): boolean {
  const [first, last, company] = [said(account.first_name), said(account.last_name), said(account.company)];
  if (firm) return record.name === (company ?? [first, last].filter(Boolean).join(" "));
  const known = first ?? last ?? company;
  return record.first_name === known && said(record.last_name) === (first === null ? null : last);
}

type Record = { firm: boolean; row: Row };

/** What is wrong with an account and its records, of which there should be one. */
function disagreement(account: Row, [one, ...others]: readonly Record[]): string | null {
  if (!one) return "has no CRM record";
  if (others.length) return `has ${others.length + 1} CRM records`;
  const { firm, row } = one;
  if (Boolean(row.deleted_at) !== Boolean(account.deleted_at)) return "is not deleted with its CRM record";
  const reached = ["email", "phone_number"].every((field) => said(row[field]) === said(account[field]));
  const agree = reached && sameNames(account, row, firm);
  return agree ? null : "has a CRM record of another name, address or number";
}

async function accountsAndRecords(stores: Stores, tell: Tell): Promise<void> {
  const streams = [
    stores.pipe("accounts", "accounts", accounts),
    stores.pipe("accounts", "contacts", records),
    stores.pipe("accounts", "business_customers", records),
  ];
  for await (const { key, rows } of sideBySide(streams, ({ _id }) => _id)) {
    const [account, people, firms] = rows;
    const found = [people, firms].flatMap((each, i) =>
      ((each?.rows ?? []) as Row[]).map((row) => ({ firm: i === 1, row })),
    );
    tell.read("MRC-ONE-1");
    const wrong = account ? disagreement(account, found) : "is no account, but has a CRM record";
    if (wrong)
      tell.breach("MRC-ONE-1", named(`accounts accounts ${key}`, (account ?? people ?? firms)!), wrong);
  }
}

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
    "MRC-ONE-1":
      "every account has one CRM record with its names; the company of a contact is one of its links",
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
    await accountsAndRecords(stores, tell);
  },
};
