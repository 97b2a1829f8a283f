/** The menu: areas whose features the caller has, arranged as roles and the caller wish (MRC-NAV-1). */
import { role } from "../../../../services/accounts/public.ts";
import { dropViews, keepViews, type SavedView, viewsOf } from "../../../../services/platform/public.ts";
import { fail } from "../../../../shared/errors.ts";
import { ANY_KEY, type DialectContext, handle, manyById } from "../../../kit/index.ts";
import { allRows } from "../../../kit/whole.ts";
import { featuresOf } from "../dialect.ts";
import { type Settings, settingsShape } from "../shapes/sidebar.ts";
import { localeOf } from "./sign-in.ts";

type Place = { href: string; title: string; feature: string };
const place = (href: string, title: string, feature: string): Place => ({ href, title, feature });

const groups: readonly { id: string; name: string; places: readonly Place[] }[] = [
  {
    ...{ id: "customers", name: "Customers" },
    places: [
      place("/backend/customers/people", "People", "customers.people.view"),
      place("/backend/customers/companies", "Companies", "customers.companies.view"),
    ],
  },
  {
    ...{ id: "catalog", name: "Catalog" },
    places: [place("/backend/catalog/products", "Products", "catalog.products.view")],
  },
  {
    ...{ id: "sales", name: "Sales" },
    places: [
      place("/backend/sales/quotes", "Quotes", "sales.quotes.view"),
      place("/backend/sales/orders", "Orders", "sales.orders.view"),
      place("/backend/sales/channels", "Channels", "sales.channels.manage"),
    ],
  },
  {
    ...{ id: "settings", name: "Settings" },
    places: [
      place("/backend/users", "Users", "auth.users.list"),
      place("/backend/roles", "Roles", "auth.roles.list"),
      place("/backend/directory/organizations", "Organizations", "directory.organizations.view"),
      place("/backend/directory/tenants", "Tenants", "directory.tenants.view"),
      place("/backend/config/dictionaries", "Dictionaries", "dictionaries.view"),
    ],
  },
];

const empty: Settings = { version: 1, groupOrder: [], groupLabels: {}, itemLabels: {}, hiddenItems: [] };

/** The owner of these preferences: a key has none. */
const ownerOf = ({ principal }: DialectContext): string => principal.member_id ?? principal.key;

async function kept(ctx: DialectContext, owner_ids: string[]): Promise<readonly SavedView[]> {
  const asked = { kind: "sidebar" as const, owner_ids, locale: localeOf(ctx) };
  return (await ctx.read(viewsOf, asked)).views;
}

const settingsIn = (view: SavedView | undefined): Settings => ({ ...empty, ...view?.settings });

/** Roles with these names, or the caller's. */
async function rolesOf(ctx: DialectContext) {
  const names = ctx.principal.rights?.role_names ?? [];
  const rows = await allRows<{ id: string; name: string }>(ctx, role, {});
  return { all: rows, own: rows.filter(({ name }) => names.includes(name)) };
}

const byOrder = (order: readonly string[]) => (a: { id: string }, b: { id: string }) => {
  const at = ({ id }: { id: string }) => (order.includes(id) ? order.indexOf(id) : order.length);
  return at(a) - at(b);
};

const getAuthAdminNav = handle({
  scope: ANY_KEY,
  async run(ctx) {
    const { own } = await rolesOf(ctx);
    const views = await kept(ctx, [ownerOf(ctx), ...own.map(({ id }) => id)]);
    const view = views.find(({ owner_id }) => owner_id === ownerOf(ctx)) ?? views[0];
    const { groupOrder, groupLabels, itemLabels, hiddenItems } = settingsIn(view);
    const held = featuresOf(ctx.principal);
    const shown = groups.map(({ id, name, places }) => ({
      ...{ id, name: groupLabels[id] ?? name, defaultName: name },
      items: places
        .filter(({ feature }) => held.has(feature))
        .map(({ href, title }) => ({
          ...{ href, title: itemLabels[href] ?? title, defaultTitle: title, enabled: true },
          ...(hiddenItems.includes(href) ? { hidden: true } : {}),
        })),
    }));
    return { groups: shown.filter(({ items }) => items.length).sort(byOrder(groupOrder)) };
  },
});

async function shownTo(ctx: DialectContext): Promise<object> {
  const { all } = await rolesOf(ctx);
  const views = await kept(ctx, [ownerOf(ctx), ...all.map(({ id }) => id)]);
  const has = (id: string) => views.some(({ owner_id }) => owner_id === id);
  const canApplyToRoles = featuresOf(ctx.principal).has("auth.sidebar.manage");
  return {
    locale: localeOf(ctx),
    settings: settingsIn(views.find(({ owner_id }) => owner_id === ownerOf(ctx))),
    canApplyToRoles,
    roles: canApplyToRoles ? all.map(({ id, name }) => ({ id, name, hasPreference: has(id) })) : [],
  };
}

async function checkedRoles(ctx: DialectContext, ids: readonly string[]): Promise<string[]> {
  const found = await manyById(ctx, role, ids);
  const unknown = ids.find((id) => !found.has(id));
  if (unknown === undefined) return [...ids];
  throw fail("unprocessable", `There is no role ${unknown}.`);
}

/** Null counts as absent. */
const named = (settings: Record<string, unknown>): Partial<Settings> =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value != null));

const putAuthSidebarPreferences = handle({
  ...{ scope: ANY_KEY, body: settingsShape },
  async run(ctx, given) {
    const [apply_to_roles, clear_role_ids] = [given.apply_to_roles ?? [], given.clear_role_ids ?? []];
    const manages = featuresOf(ctx.principal).has("auth.sidebar.manage");
    if ((apply_to_roles.length || clear_role_ids.length) && !manages)
      throw fail("forbidden", "Forbidden", { required_features: ["auth.sidebar.manage"] });
    const [applied, cleared] = [
      await checkedRoles(ctx, apply_to_roles),
      await checkedRoles(ctx, clear_role_ids),
    ];
    const own = { kind: "sidebar" as const, locale: localeOf(ctx) };
    const { version, groupOrder, groupLabels, itemLabels, hiddenItems } = given;
    const settings = { ...empty, ...named({ version, groupOrder, groupLabels, itemLabels, hiddenItems }) };
    await ctx.call(keepViews, { ...own, owner_kind: "member", owner_ids: [ownerOf(ctx)], settings });
    if (applied.length)
      await ctx.call(keepViews, { ...own, owner_kind: "role", owner_ids: applied, settings });
    if (cleared.length) await ctx.call(dropViews, { ...own, owner_ids: cleared });
    return { ...(await shownTo(ctx)), appliedRoles: applied, clearedRoles: cleared };
  },
});

export const sidebarOperations = {
  getAuthAdminNav,
  getAuthSidebarPreferences: handle({ scope: ANY_KEY, run: shownTo }),
  putAuthSidebarPreferences,
};
