/** INV-27: no reference of one tenant points to another's row. INV-28: every row is somebody's. */
import { named, type Tell, type Walk } from "../check.ts";
import { pieces, type Row, rowsBy, type Stores } from "../stores.ts";
import { valuesAt } from "./amounts.ts";

type Target = readonly [service: string, collection: string];
const at = (path: string): Target => path.split(".") as unknown as Target;

const account = at("accounts.accounts");
const item = at("inventory.items");
const store = at("inventory.stores");
const sale = at("sales.sales");
const register = at("sales.registers");
const tax = at("catalog.taxes");
const member = at("accounts.members");
const batch = at("inventory.batches");
const location = at("inventory.locations");
const card = at("accounts.gift_cards");
const terms = { brand_id: at("catalog.brands"), category_id: at("catalog.categories") };

/** Every field that names another row. */
const references: Record<string, Record<string, Target>> = {
  "accounts.members": { user_id: at("accounts.users"), default_store_id: store, store_ids: store },
  "accounts.accounts": { location_ids: location, user_id: at("accounts.users") },
  "accounts.api_keys": { member_id: member },
  "accounts.journals": { account_ids: account, reverses: at("accounts.journals") },
  "accounts.balance_entries": { account_id: account, journal_id: at("accounts.journals") },
  "accounts.payouts": {
    account_id: account,
    created_by_member_id: member,
    completed_by_member_id: member,
    register_id: register,
  },
  "accounts.tender_holds": { "tenders.account_id": account, "tenders.gift_card_id": card },
  "catalog.categories": { parent_id: at("catalog.categories"), tax_ids: tax },
  "inventory.stores": { tax_ids: tax },
  "inventory.locations": { store_id: store, parent_id: location },
  "inventory.items": {
    ...{ account_id: account, store_id: store, location_id: location, batch_id: batch, ...terms },
    ...{ color_id: at("catalog.colors"), size_id: at("catalog.sizes"), fabric_id: at("catalog.fabrics") },
    surcharge_ids: at("catalog.surcharges"),
    modified_by_coworker_id: member,
    modified_by_seller_id: account,
  },
  "inventory.batches": { account_id: account },
  "inventory.deliveries": { account_id: account, store_id: store, batch_id: batch },
  "inventory.holds": { "lines.item_id": item },
  "inventory.unit_sales": { item_id: item, sale_id: sale, store_id: store },
  "inventory.unit_returns": { "lines.item_id": item, sale_id: sale },
  "inventory.price_changes": { item_id: item },
  "inventory.comparables": { item_id: item, sale_id: sale, ...terms },
  "inventory.proposals": { item_id: item },
  "sales.sales": {
    ...{ store_id: store, register_id: register, customer_id: account },
    ...{ "lines.item_id": item, "lines.account_id": account, "lines.applied_taxes.tax_id": tax },
    ...{ "payments.account_id": account, "payments.gift_card_id": card },
  },
  "sales.refunds": { sale_id: sale, store_id: store, "lines.item_id": item, "lines.account_id": account },
  "sales.registers": { store_id: store },
  "sales.register_sessions": { register_id: register, store_id: store },
  "contracts.transactions": { contract_id: at("contracts.contracts") },
};

async function pointsHome(stores: Stores, from: string, fields: Record<string, Target>, tell: Tell) {
  const [service, collection] = at(from);
  const names = Object.keys(fields);
  const stream = stores.rows(service, collection, {}, { fields: ["org_id", ...names] });
  for await (const piece of pieces(stream)) {
    tell.read("INV-27", piece.length);
    for (const [name, target] of Object.entries(fields)) {
      const ids = (row: Row) =>
        valuesAt(row, name.split(".")).filter((each) => typeof each === "string") as string[];
      const found = await rowsBy(stores, target, "_id", piece.flatMap(ids), ["org_id"]);
      for (const row of piece) {
        // Rows of the system belong to nobody and are everyone's.
        const stray = ids(row).find((id) =>
          found.get(id)?.some(({ org_id }) => org_id && org_id !== row.org_id),
        );
        if (stray)
          tell.breach("INV-27", named(`${from} ${row._id}`, row), `${name} is ${stray} of another tenant`);
      }
    }
  }
}

export const references27: Walk = {
  checks: { "INV-27": "no row points to a row of another tenant" },
  async run(stores, tell) {
    for (const [from, fields] of Object.entries(references)) await pointsHome(stores, from, fields, tell);
  },
};

/** Bookkeeping of the service as a whole. */
const nobodys = new Set(["_inbox", "_leases", "_heads", "_numbers", "_answers"]);
const noTenant = { $or: [{ org_id: { $not: { $type: "string" } } }, { org_id: "" }] };

async function tenantsOf(stores: Stores): Promise<Set<string>> {
  const known = new Set<string>();
  for await (const { _id } of stores.rows("accounts", "organizations", {}, { fields: ["_id"] }))
    known.add(_id);
  return known;
}

export const tenants: Walk = {
  checks: { "INV-28": "every row belongs to an organization that there is" },
  async run(stores, tell) {
    const known = await tenantsOf(stores);
    for (const service of stores.services) {
      for (const collection of await stores.collections(service)) {
        if (nobodys.has(collection)) continue;
        tell.read("INV-28", await stores.count(service, collection));
        for await (const row of stores.rows(service, collection, noTenant, { fields: ["system"] }))
          if (row.system !== true)
            tell.breach("INV-28", named(`${service} ${collection} ${row._id}`), "belongs to nobody");
        const groups = stores.pipe(service, collection, [{ $group: { _id: "$org_id", rows: { $sum: 1 } } }]);
        for await (const { _id, rows } of groups)
          if (typeof _id === "string" && _id && !known.has(_id))
            tell.breach(
              "INV-28",
              named(`${service} ${collection} of ${_id}`),
              `${rows} rows of an organization that is not there`,
            );
      }
    }
  },
};
