/** Tenants, and the tree of their organizations, which are our business units (5.3). */
import * as accounts from "../../../../services/accounts/public.ts";
import { fail, notFound } from "../../../../shared/errors.ts";
import type { OutputOf } from "../../../../shared/service/reference.ts";
import { idOf } from "../../../kit/builders.ts";
import { ANY_KEY, type DialectContext, handle, objectWith, refusing } from "../../../kit/index.ts";
import { asked, idSchema, okAfter, openObject, openObjects, reading, removing } from "../area.ts";
import { featuresOf } from "../dialect.ts";
import { pagesAsFile } from "../listing.ts";
import { flagWord, paging } from "../paging.ts";
import * as shapes from "../shapes/directory.ts";
import { beginsWords, matchingIn, nested, pageAsked } from "../trees.ts";

type Unit = OutputOf<typeof accounts.businessUnitTree>["units"][number];
type Placed = Unit & { parent_name: string | null; path: string };

/** A list that is paged in one of its views alone. */
const listed = { ...paging.schema(openObject), required: ["items"] };
const switcherSchema = objectWith({
  items: { type: "array", items: { type: "object", properties: { children: openObjects } } },
  tenants: openObjects,
});

/** Whether the caller may choose a business unit: one of theirs, or below one. */
function mayChoose({ principal }: DialectContext): (unit: Unit) => boolean {
  const allowed = new Set(principal.units?.allowed_ids);
  return ({ id, ancestor_ids }) => allowed.has(id) || ancestor_ids.some((each) => allowed.has(each));
}

/** The business units that the caller may choose, parents first. */
async function unitsOf(ctx: DialectContext): Promise<Placed[]> {
  const { units } = await ctx.read(accounts.businessUnitTree, {});
  const names = new Map(units.map(({ id, name }) => [id, name]));
  return units.filter(mayChoose(ctx)).map((unit) => ({
    ...unit,
    parent_name: unit.parent_id ? (names.get(unit.parent_id) ?? null) : null,
    path: [...unit.ancestor_ids, unit.id].join("/"),
  }));
}

function matching(ctx: DialectContext, units: readonly Placed[]): Placed[] {
  const unasked = flagWord(asked(ctx, "includeInactive") ?? "") ? "all" : "active";
  return matchingIn(ctx, units, { unasked, wordsOf: ({ name }) => [name] });
}

const optionOf = ({ id, org_id, name, parent_id, parent_name, path, ...unit }: Placed) => ({
  ...{ id, name, parentId: parent_id, parentName: parent_name, tenantId: org_id },
  ...{ rootId: unit.ancestor_ids[0] ?? id, treePath: path, depth: unit.depth, isActive: unit.is_active },
  ...{ ancestorIds: unit.ancestor_ids, childIds: unit.child_ids, descendantIds: unit.descendant_ids },
  ...{ createdAt: unit.created_at, updatedAt: unit.updated_at },
});

async function organizations(ctx: DialectContext): Promise<object> {
  const units = matching(ctx, await unitsOf(ctx));
  const [tenant] = await ctx.read(accounts.organization.actions.many, { ids: [ctx.principal.org.id] });
  const options = units.map((each) => ({ ...optionOf(each), tenantName: tenant?.name ?? null }));
  const view = asked(ctx, "view") ?? "options";
  if (view === "tree") return { items: nested(options) };
  if (view !== "manage") return { items: options };
  const counted = options.map((each) => ({
    ...each,
    ...{ childCount: each.childIds.length, descendantCount: each.descendantIds.length },
  }));
  return pageAsked(ctx, accounts.businessUnit, counted);
}

async function knownUnit(ctx: DialectContext, id: string): Promise<string> {
  const units = await unitsOf(ctx);
  if (!units.some((each) => each.id === id)) throw notFound("organization", id);
  return id;
}

const postDirectoryOrganizations = handle({
  ...{ ...refusing(accounts.createBusinessUnit), body: shapes.unitShape, schema: idSchema },
  async run(ctx, { name = "", ...given }) {
    const { id } = await ctx.call(accounts.createBusinessUnit, { name, ...given });
    return { id };
  },
});

const putDirectoryOrganizations = okAfter(
  handle({
    ...{ ...refusing(accounts.changeBusinessUnit), body: shapes.unitShape, mode: "change" },
    async run(ctx, given) {
      const id = await knownUnit(ctx, idOf(ctx, "organization"));
      return ctx.call(accounts.changeBusinessUnit, { id, ...given });
    },
  }),
);

const deleteDirectoryOrganizations = removing(
  refusing(accounts.removeBusinessUnit),
  "organization",
  async (ctx, id) => ctx.call(accounts.removeBusinessUnit, { id: await knownUnit(ctx, id) }),
);

/** Ancestors of what can be chosen are shown, but cannot be chosen (MRC-ORG-4). */
async function switcher(ctx: DialectContext): Promise<object> {
  const { principal } = ctx;
  const { units } = await ctx.read(accounts.businessUnitTree, {});
  const allowed = new Set(units.filter(mayChoose(ctx)).map(({ id }) => id));
  const reached = units.filter(
    ({ id, descendant_ids }) => allowed.has(id) || descendant_ids.some((each) => allowed.has(each)),
  );
  type Entry = { id: string; name: string; depth: number; selectable: boolean; children: Entry[] };
  const below = (parent: string | null): Entry[] =>
    reached
      .filter(({ ancestor_ids }) => (ancestor_ids.at(-1) ?? null) === parent)
      .map(({ id, name, depth }) => {
        return { id, name, depth, selectable: allowed.has(id), children: below(id) };
      });
  return {
    ...{ items: below(null), selectedId: principal.units?.acting_id ?? null },
    canManage: featuresOf(principal).has("directory.organizations.manage"),
    ...{ tenantId: principal.org.id, tenants: await tenantsOf(ctx) },
    isSuperAdmin: principal.rights?.is_super_admin ?? false,
  };
}

/** The organizations of this installation that the caller owns (MRC-FEA-12). */
async function tenantsOf(ctx: DialectContext) {
  const { tenants } = await ctx.read(accounts.ownedTenants, { user_id: ctx.principal.person.user_id });
  return tenants.map(({ id, name, is_active, created_at, updated_at }) => {
    return { id, name, isActive: is_active, createdAt: created_at, updatedAt: updated_at };
  });
}

async function tenants(ctx: DialectContext): Promise<object> {
  const [id, search, active] = ["id", "search", "isActive"].map((name) => asked(ctx, name)?.trim());
  const wished = flagWord(active ?? "");
  const found = (await tenantsOf(ctx)).filter(
    (each) =>
      (!id || each.id === id) &&
      (!search || beginsWords(each.name, search)) &&
      (wished === undefined || each.isActive === wished),
  );
  if (asked(ctx, "sortField") === "name") found.sort((a, b) => a.name.localeCompare(b.name));
  if (asked(ctx, "sortDir") === "desc") found.reverse();
  return pageAsked(ctx, accounts.businessUnit, found);
}

/** Tenants belong to people: a key acts for one but cannot create one. */
function ownerOf(ctx: DialectContext) {
  const { person, rights } = ctx.principal;
  if (!rights?.is_super_admin) throw fail("forbidden", "Only a super-admin manages tenants.");
  return person;
}

const postDirectoryTenants = handle({
  ...{ scope: "purge:organization", body: shapes.tenantShape, schema: idSchema },
  async run(ctx, { name = "", is_active = true }) {
    const { user_id, email } = ownerOf(ctx);
    const { currency, timezone } = ctx.principal.org;
    return ctx.call(accounts.foundTenant, { user_id, email, name, is_active, currency, timezone });
  },
});

const putDirectoryTenants = okAfter(
  handle({
    ...{ scope: "purge:organization", body: shapes.tenantShape, mode: "change" },
    async run(ctx, given) {
      const { user_id } = ownerOf(ctx);
      return ctx.call(accounts.changeTenant, { id: idOf(ctx, "tenant"), user_id, ...given });
    },
  }),
);

const deleteDirectoryTenants = removing({ scope: "purge:organization" }, "tenant", (ctx, id) => {
  const { user_id } = ownerOf(ctx);
  return ctx.call(accounts.removeTenant, { id, user_id });
});

export const directoryOperations = {
  getDirectoryOrganizations: pagesAsFile(reading("read:business_units", organizations, listed)),
  ...{ postDirectoryOrganizations, putDirectoryOrganizations, deleteDirectoryOrganizations },
  getDirectoryOrganizationSwitcher: reading(ANY_KEY, switcher, switcherSchema),
  getDirectoryTenants: pagesAsFile(reading("purge:organization", tenants)),
  ...{ postDirectoryTenants, putDirectoryTenants, deleteDirectoryTenants },
};
