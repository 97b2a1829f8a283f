/**
 * Features: named rights in everyday words, each with the scopes it needs. Read forwards they give a role its scopes; read
 * backwards they give a key or a member of another role their features, so that nobody gains rights by using another dialect
 * (MRC-FEA-7, INV-30).
 */
export type Feature = { id: string; title: string; scopes: readonly string[] };

const feature = (id: string, title: string, ...scopes: string[]): Feature => ({ id, title, scopes });

/** What shows rows of a noun, and what writes and deletes them. */
const shownAndManaged = (area: string, noun: string, what: string): Feature[] => [
  feature(`${area}.view`, `Show ${what}`, `read:${noun}`),
  feature(`${area}.manage`, `Manage ${what}`, `write:${noun}`, `delete:${noun}`),
];

/** Short lists on a dashboard, each with the scope that shows it natively as well. */
const widgets = [
  ["new-customers", "Show the newest customers", "read:new_customers"],
  ["new-deals", "Show the newest deals", "read:new_deals"],
  ["next-interactions", "Show what is planned next with customers", "read:next_interactions"],
] as const;

/** What is booked, by the word of its feature and its noun. */
const booked = [
  ["team", "teams", "teams"],
  ["resources", "bookable_resources", "what can be booked"],
  ["availability", "availability", "when it can be booked"],
] as const;

export const features: readonly Feature[] = [
  feature("auth.users.list", "List users", "read:members"),
  feature("auth.users.create", "Create users", "write:members"),
  feature("auth.users.edit", "Change users", "write:members"),
  feature("auth.users.delete", "Delete users", "delete:members"),
  feature("auth.roles.list", "List roles", "read:roles"),
  feature("auth.roles.manage", "Manage roles", "write:roles", "delete:roles"),
  feature("auth.acl.manage", "Manage rights", "write:roles", "write:members"),
  feature("auth.sidebar.manage", "Manage the menus of roles", "write:roles"),
  feature("api_keys.view", "Show API keys", "read:api_keys"),
  feature("api_keys.create", "Create API keys", "write:api_keys"),
  feature("api_keys.delete", "Delete API keys", "write:api_keys"),
  ...shownAndManaged("directory.organizations", "business_units", "business units"),
  feature("directory.tenants.view", "Show tenants", "purge:organization"),
  feature("directory.tenants.manage", "Manage tenants", "purge:organization"),
  ...shownAndManaged("dictionaries", "dictionaries", "dictionaries"),
  ...shownAndManaged("customers.people", "contacts", "people"),
  ...shownAndManaged("customers.companies", "customers", "companies"),
  ...shownAndManaged("customers.activities", "customer_notes", "what is noted about customers"),
  ...shownAndManaged("customers.deals", "deals", "deals"),
  feature(
    "customers.settings.manage",
    "Manage words and settings of customers",
    ...["read:customer_settings", "write:customer_settings", "delete:customer_settings"],
  ),
  ...widgets.map(([id, title, scope]) => feature(`customers.widgets.${id}`, title, scope)),
  feature("dashboards.view", "Show dashboards", ...widgets.map(([, , scope]) => scope)),
  ...shownAndManaged("catalog.products", "products", "products"),
  ...shownAndManaged("catalog.categories", "item_categories", "categories"),
  feature("catalog.variants.manage", "Manage variants of products", "write:variants", "delete:variants"),
  feature("catalog.pricing.manage", "Manage prices", "write:prices"),
  feature(
    "catalog.settings.manage",
    "Manage kinds of prices and options of products",
    ...["read:price_kinds", "write:price_kinds", "delete:price_kinds"],
    ...["write:option_schemas", "delete:option_schemas"],
  ),
  ...shownAndManaged("currencies", "currencies", "currencies"),
  ...shownAndManaged("currencies.rates", "exchange_rates", "exchange rates"),
  ...shownAndManaged("sales.orders", "sales_orders", "orders"),
  ...shownAndManaged("sales.quotes", "sales_quotes", "quotes"),
  feature("sales.payments.manage", "Manage payments", "write:sales_payments"),
  feature(
    "sales.channels.manage",
    "Manage channels",
    ...["read:order_channels", "write:order_channels", "delete:order_channels"],
  ),
  ...shownAndManaged("fms_locations.ports", "ports", "ports"),
  ...shownAndManaged("fms_locations.terminals", "ports", "terminals"),
  feature("fms_locations.import", "Import ports and terminals", "write:ports"),
  ...shownAndManaged("fms_products.charge_codes", "charge_codes", "charge codes"),
  feature("fms_products.charge_codes.import", "Import charge codes", "write:charge_codes"),
  feature(
    "sales.settings.manage",
    "Manage statuses and settings",
    ...["read:sales_settings", "write:sales_settings", "delete:sales_settings"],
  ),
  feature("booking.view", "Show what can be booked", ...booked.map(([, noun]) => `read:${noun}`)),
  ...booked.map(([what, noun, title]) =>
    feature(`booking.manage_${what}`, `Manage ${title}`, `write:${noun}`, `delete:${noun}`),
  ),
];

/** Titles of the modules, by the first part of a feature's id. */
const moduleTitles: Readonly<Record<string, string>> = {
  auth: "Users and roles",
  api_keys: "API keys",
  directory: "Tenants and business units",
  dictionaries: "Dictionaries",
  customers: "Customers",
  dashboards: "Dashboards",
  catalog: "Catalog",
  booking: "Booking",
  currencies: "Currencies",
  sales: "Sales",
  fms_locations: "Freight locations",
  fms_products: "Freight charges",
};

export const moduleOf = (id: string): string => id.slice(0, id.indexOf("."));
export const modules = [...new Set(features.map(({ id }) => moduleOf(id)))].map((id) => ({
  id,
  title: moduleTitles[id] ?? id,
}));

/** Whether a grant covers a feature: exactly, `*` all, `p.*` everything that begins with p (MRC-FEA-1). */
export const covers = (grant: string, id: string): boolean =>
  grant === "*" || grant === id || (grant.endsWith(".*") && `${id}.`.startsWith(grant.slice(0, -1)));

/** The known features that these grants cover. */
export const expanded = (grants: readonly string[]): string[] =>
  features.filter(({ id }) => grants.some((each) => covers(each, id))).map(({ id }) => id);

/** The scopes for which every feature that needs them is held. */
export function scopesFor(held: readonly string[]): string[] {
  const has = new Set(held);
  const wanted = new Set(features.filter(({ id }) => has.has(id)).flatMap(({ scopes }) => scopes));
  for (const { id, scopes } of features) if (!has.has(id)) for (const each of scopes) wanted.delete(each);
  return [...wanted];
}

/** The features whose scopes are all held. */
export const featuresFor = (scopes: readonly string[]): string[] => {
  const has = new Set(scopes);
  return features.filter((each) => each.scopes.every((scope) => has.has(scope))).map(({ id }) => id);
};

/** The roles that every organization begins with (MRC-FEA-9). */
export const firstRoles = {
  superadmin: { is_super_admin: true, features: [] },
  admin: {
    is_super_admin: false,
    features: [...modules.filter(({ id }) => id !== "directory").map(({ id }) => `${id}.*`)].concat(
      "directory.organizations.*",
    ),
  },
  employee: {
    is_super_admin: false,
    features: [
      ...["customers.*", "catalog.*", "sales.*", "dictionaries.view", "example.*", "dashboards.view"],
      ...["dashboards.configure", "audit_logs.undo_self", "perspectives.use"],
    ],
  },
} as const;
