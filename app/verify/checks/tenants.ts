/** INV-27: no reference points to a row of another tenant. INV-28: every row has a tenant. */
import { INSTALLATION } from "../../../shared/installation.ts";
import { isNobody } from "../../../shared/resource/carried-log.ts";
import { named, type Tell, type Walk } from "../check.ts";
import { pieces, type Row, rowsBy, type Stores } from "../stores.ts";

type Target = readonly [service: string, collection: string];
const at = (path: string): Target => path.split(".") as unknown as Target;

const account = at("accounts.accounts");
const item = at("inventory.items");
const store = at("inventory.stores");
const sale = at("sales.sales");
const register = at("sales.registers");
const session = at("sales.register_sessions");
const tax = at("catalog.taxes");
const product = at("catalog.products");
const member = at("accounts.members");
const batch = at("inventory.batches");
const location = at("inventory.locations");
const card = at("accounts.gift_cards");
const material = at("catalog.materials");
const sku = at("catalog.skus");
const level = at("inventory.stock_levels");
const vendor = at("accounts.vendors");
const purchase = at("inventory.purchase_orders");
const make = at("inventory.make_orders");
const stockable = { material_id: material, sku_id: sku };
const team = at("contracts.teams");
const availability = { availability_rule_set_id: at("contracts.availability_rule_sets") };
const terms = { brand_id: at("catalog.brands"), category_id: at("catalog.categories") };

/** Every field that names another row. */
const references: Record<string, Record<string, Target>> = {
  "accounts.members": { default_store_id: store, store_ids: store },
  "accounts.accounts": { location_ids: location },
  "accounts.api_keys": { member_id: member },
  "accounts.journals": {
    account_ids: account,
    reverses: at("accounts.journals"),
    register_session_id: session,
  },
  "accounts.balance_entries": { account_id: account, journal_id: at("accounts.journals") },
  "accounts.payouts": {
    account_id: account,
    created_by_member_id: member,
    completed_by_member_id: member,
    register_id: register,
    store_id: store,
  },
  "accounts.drawers": { _id: session, register_id: register },
  "accounts.gift_cards": { sale_id: sale },
  "accounts.tender_holds": { "tenders.account_id": account, "tenders.gift_card_id": card },
  "catalog.categories": { parent_id: at("catalog.categories"), tax_ids: tax },
  "catalog.materials": { type_id: at("catalog.material_types") },
  "catalog.skus": { type_id: at("catalog.sku_types") },
  "catalog.boms": { output_sku_id: sku, "items.material_id": material, "items.sku_id": sku },
  "inventory.stock_levels": { ...stockable, location_id: location, item_id: item },
  "inventory.cost_states": stockable,
  "inventory.cost_layers": stockable,
  "inventory.stock_entries": {
    ...{ ...stockable, location_ids: location, reverses_id: at("inventory.stock_entries") },
  },
  "inventory.transfers": {
    ...{ ...stockable, source_location_id: location, destination_location_id: location },
  },
  "inventory.reorder_rules": { ...stockable, location_id: location },
  "inventory.purchase_orders": {
    ...{ vendor_id: vendor, ship_to_location_id: location },
    ...{ "lines.material_id": material, "lines.sku_id": sku },
  },
  "inventory.goods_receipts": { order_id: purchase },
  "inventory.landed_costs": {
    ...{ order_id: purchase, vendor_id: vendor, reverses_id: at("inventory.landed_costs") },
    ...{ receipt_ids: at("inventory.goods_receipts") },
    ...{ "lines.material_id": material, "lines.sku_id": sku },
  },
  "inventory.vendor_bills": { order_id: purchase, vendor_id: vendor },
  "inventory.make_orders": {
    ...{ location_id: location, "outputs.sku_id": sku },
    ...{ "inputs.material_id": material, "inputs.sku_id": sku },
  },
  "inventory.make_receipts": { order_id: make, conversion_vendor_id: vendor },
  "inventory.stores": { tax_ids: tax },
  "inventory.locations": { store_id: store, parent_id: location, vendor_id: vendor },
  "inventory.items": {
    ...{ account_id: account, store_id: store, location_id: location, batch_id: batch, ...terms },
    ...{ color_id: at("catalog.colors"), size_id: at("catalog.sizes"), fabric_id: at("catalog.fabrics") },
    ...{ sku_id: sku, level_id: level },
    surcharge_ids: at("catalog.surcharges"),
    modified_by_member_id: member,
    modified_by_account_id: account,
  },
  "inventory.batches": { account_id: account },
  "inventory.deliveries": { account_id: account, store_id: store, batch_id: batch },
  "inventory.holds": { "lines.item_id": item, "lines.level_id": level },
  "inventory.unit_returns": { "lines.item_id": item, sale_id: sale },
  "inventory.price_changes": { item_id: item },
  "inventory.sold_lines": { item_id: item, sale_id: sale, store_id: store, ...terms },
  "inventory.proposals": { item_id: item },
  "sales.sales": {
    ...{ store_id: store, register_id: register, register_session_id: session, customer_id: account },
    ...{ "lines.item_id": item, "lines.account_id": account, "lines.applied_taxes.tax_id": tax },
    ...{ "lines.sku_id": sku, "lines.stock_entry_id": at("inventory.stock_entries") },
    ...{ "payments.account_id": account, "payments.gift_card_id": card },
    exchange_refund_id: at("sales.refunds"),
  },
  "sales.refunds": {
    ...{ sale_id: sale, store_id: store, register_id: register, register_session_id: session },
    ...{ "lines.item_id": item, "lines.account_id": account, exchange_sale_id: sale },
  },
  "sales.lay_by_payments": {
    ...{ sale_id: sale, store_id: store, register_id: register, register_session_id: session },
    ...{ customer_id: account, "tenders.account_id": account, "tenders.gift_card_id": card },
  },
  "sales.registers": { store_id: store },
  "sales.register_sessions": { register_id: register, store_id: store },
  "catalog.products": {
    ...{ option_schema_id: at("catalog.option_schemas"), tag_ids: at("catalog.product_tags") },
    category_ids: at("catalog.categories"),
  },
  "catalog.option_schemas": { product_id: product },
  "inventory.ports": { port_id: at("inventory.ports") },
  "catalog.variants": { product_id: product, tax_rate_id: tax },
  "catalog.prices": {
    ...{ product_id: product, variant_id: at("catalog.variants"), tax_rate_id: tax },
    ...{ price_kind_id: at("catalog.price_kinds"), channel_id: at("sales.order_channels") },
  },
  "contracts.contracts": {
    platform_id: at("contracts.platforms"),
    "items.product_id": at("catalog.variants"),
  },
  "contracts.carts": { platform_id: at("contracts.platforms"), "items.product_id": at("catalog.variants") },
  "contracts.transactions": {
    ...{ contract_id: at("contracts.contracts"), dispute_id: at("contracts.disputes") },
  },
  "contracts.team_roles": { team_id: team },
  "contracts.team_members": {
    ...{ team_id: team, role_ids: at("contracts.team_roles"), member_id: member, ...availability },
  },
  "contracts.bookable_resources": {
    ...{ resource_type_id: at("contracts.resource_types"), tag_ids: at("contracts.booking_tags") },
    ...availability,
  },
  "contracts.disputes": {
    ...{ contract_id: at("contracts.contracts"), transaction_id: at("contracts.transactions") },
    ...{ refund_id: at("contracts.transactions"), fee_id: at("contracts.transactions") },
  },
};

type Source = { collection: string; field: string };

/** The fields of a service that refer to one collection. */
type Bundle = { service: string; target: Target; sources: Source[] };

function bundles(): Bundle[] {
  const found = new Map<string, Bundle>();
  for (const [from, fields] of Object.entries(references)) {
    const [service, collection] = at(from);
    for (const [field, target] of Object.entries(fields)) {
      const key = `${service} ${target.join(".")}`;
      const bundle = found.get(key) ?? { service, target, sources: [] };
      found.set(key, bundle);
      bundle.sources.push({ collection, field });
    }
  }
  return [...found.values()];
}

/** Ids in a field, through lists: one row for each, with the referring tenant. */
const pointing = ({ field }: Source): Row[] => {
  const [list, inner] = field.split(/\.(?=[^.]+$)/) as [string, string?];
  const outer = list.split(".");
  return [
    { $project: { _id: 0, org: { $ifNull: ["$org_id", null] }, id: `$${outer[0]}` } },
    { $unwind: "$id" },
    ...(outer[1] ? [{ $addFields: { id: `$id.${outer[1]}` } }, { $unwind: "$id" }] : []),
    ...(inner ? [{ $addFields: { id: `$id.${inner}` } }] : []),
    { $match: { id: { $type: "string" } } },
  ];
};

/** The tenants that refer to each row, with the tenant of the row where it is in the same service. */
function pointedTo({ service, target, sources }: Bundle): Row[] {
  const [first, ...more] = sources;
  const within = service === target[0];
  const own = {
    $unionWith: { coll: target[1], pipeline: [{ $project: { _id: 0, id: "$_id", own: "$org_id" } }] },
  };
  const stray = { $gt: [{ $size: { $setDifference: ["$orgs", ["$own"]] } }, 0] };
  return [
    ...pointing(first!),
    ...more.map((each) => ({ $unionWith: { coll: each.collection, pipeline: pointing(each) } })),
    ...(within ? [own] : []),
    { $group: { _id: "$id", orgs: { $addToSet: "$org" }, own: { $max: "$own" } } },
    ...(within ? [{ $match: { own: { $type: "string" }, $expr: stray } }] : []),
  ];
}

async function tellStray(stores: Stores, bundle: Bundle, id: string, org: unknown, tell: Tell) {
  for (const { collection, field } of bundle.sources) {
    const rows = stores.rows(
      bundle.service,
      collection,
      { org_id: org, [field]: id },
      { fields: ["org_id"] },
    );
    for await (const row of rows)
      tell.breach(
        "INV-27",
        named(`${bundle.service}.${collection} ${row._id}`, row),
        `${field} is ${id} of another tenant`,
      );
  }
}

async function pointsHome(stores: Stores, bundle: Bundle, tell: Tell): Promise<void> {
  const { service, target, sources } = bundle;
  const found = stores.pipe(service, sources[0]!.collection, pointedTo(bundle));
  for await (const piece of pieces(found)) {
    const ids = piece.filter((row) => row.own === null || row.own === undefined).map((row) => row._id);
    const elsewhere =
      service === target[0] ? new Map() : await rowsBy(stores, target, "_id", ids, ["org_id"]);
    for (const { _id, orgs, own } of piece) {
      // System rows have no tenant and are visible to all.
      const owner = own ?? elsewhere.get(_id)?.[0]?.org_id;
      const strays = owner ? (orgs as string[]).filter((org) => org !== owner) : [];
      for (const org of strays) await tellStray(stores, bundle, _id, org, tell);
    }
  }
}

export const references27: Walk = {
  checks: { "INV-27": "no row points to a row of another tenant" },
  async run(stores, tell) {
    for (const from of Object.keys(references)) tell.read("INV-27", await stores.size(...at(from)));
    for (const bundle of bundles()) await pointsHome(stores, bundle, tell);
  },
};

/** Collections of the service itself, without tenants. */
const nobodys = new Set(["_inbox", "_leases", "_heads", "_numbers", "_migrations", "_answers"]);
const noTenant = { $or: [{ org_id: { $not: { $type: "string" } } }, { org_id: "" }] };

async function idsIn(stores: Stores, collection: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { _id } of stores.rows("accounts", collection, {}, { fields: ["_id"] })) ids.push(_id);
  return ids;
}

/** People whose data were erased: what was recorded keeps their id, which tells nothing (USR-1). */
async function erasedPeople(stores: Stores): Promise<string[]> {
  const ids: string[] = [];
  const erased = { action: "accounts.user.erased" };
  for await (const { org_id } of stores.rows("accounts", "_log", erased, { fields: ["org_id"] }))
    ids.push(org_id);
  return ids;
}

/** Rows of the whole installation, such as the key that signs sessions. */
const ofInstallation = new Set(["signing_keys", "slug_claims"]);
/** Their tenant is derived from an e-mail address, which may belong to nobody, and they expire within minutes. */
const ofAddresses = new Set(["login_attempts"]);

/** Indexes begin with the tenant, so the tenants are read from an index; rows are read only where one is wrong. */
async function everyRowHasTenant(stores: Stores, place: Target, known: Set<string>, tell: Tell) {
  const [service, collection] = place;
  tell.read("INV-28", await stores.size(service, collection));
  for await (const { _id } of stores.pipe(service, collection, [{ $group: { _id: "$org_id" } }])) {
    if (typeof _id === "string" && _id) {
      if (known.has(_id) || isNobody(_id)) continue;
      const rows = await stores.count(service, collection, { org_id: _id });
      const what = `${rows} rows of an organization that is not there`;
      tell.breach("INV-28", named(`${service} ${collection} of ${_id}`), what);
      continue;
    }
    for await (const row of stores.rows(service, collection, noTenant, { fields: ["system"] }))
      if (row.system !== true && !ofInstallation.has(collection))
        tell.breach("INV-28", named(`${service} ${collection} ${row._id}`), "belongs to nobody");
  }
}

export const tenants: Walk = {
  checks: { "INV-28": "every row belongs to an organization that there is" },
  async run(stores, tell) {
    const organizations = new Set(await idsIn(stores, "organizations"));
    // What is a person's own belongs to no organization, and lies in accounts; mails to them in platform.
    const registered = await idsIn(stores, "users");
    const people = new Set([...organizations, ...registered, ...(await erasedPeople(stores))]);
    for (const service of stores.services) {
      const here = ["accounts", "platform"].includes(service) ? people : organizations;
      const known = new Set([...here, INSTALLATION]);
      for (const collection of await stores.collections(service))
        if (!nobodys.has(collection) && !ofAddresses.has(collection))
          await everyRowHasTenant(stores, [service, collection], known, tell);
    }
  },
};
