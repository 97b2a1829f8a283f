/** Users, who are members of the tenant, and roles with their rights (5.1). */
import * as accounts from "../../../../services/accounts/public.ts";
import { notFound } from "../../../../shared/errors.ts";
import { isUuid } from "../../../../shared/fields/index.ts";
import type { Condition, ListQuery } from "../../../../shared/page.ts";
import type { AnyResource } from "../../../../shared/resource/resource.ts";
import type { OutputOf } from "../../../../shared/service/reference.ts";
import { manyById } from "../../../kit/area.ts";
import { idOf } from "../../../kit/builders.ts";
import { type DialectContext, handle, refusing, showEach } from "../../../kit/index.ts";
import {
  idSchema,
  okAfter,
  openObject,
  queryId,
  reading,
  removing,
  takenIsInvalid,
  usedIsInvalid,
} from "../area.ts";
import { pagesAsFile } from "../listing.ts";
import { pageOf, paging } from "../paging.ts";
import * as shapes from "../shapes/auth.ts";
import { unitOf } from "../shapes/common.ts";

type Member = OutputOf<typeof accounts.member.actions.get>;

const page = paging.schema(openObject);

/** The query of a list, read by the dialect's paging; `also`: its own words. */
function listAsked(ctx: DialectContext, resource: AnyResource, also: readonly string[] = []) {
  const { list, rest } = paging.read(ctx.request.query, { resource, sorts: new Map([["name", "name"]]) });
  for (const [name] of rest) if (!also.includes(name.replace("[]", ""))) ctx.ignored.add(name);
  const { limit = 1, skip = 0 } = list;
  return { list, rest, at: { page: skip / limit + 1, pageSize: limit, least: 1 } };
}

const all = (rest: [string, string][], name: string): string[] =>
  rest.filter(([each]) => each === name || each === `${name}[]`).flatMap(([, value]) => value.split(","));

/** Names of what rows refer to, in one call for each kind. */
async function namesFor(ctx: DialectContext, rows: readonly Member[]) {
  const role_ids = [...new Set(rows.flatMap(({ role_ids }) => role_ids ?? []))];
  const [roles, { units }, [tenant]] = await Promise.all([
    manyById(ctx, accounts.role, role_ids),
    ctx.read(accounts.businessUnitTree, {}),
    ctx.read(accounts.organization.actions.many, { ids: [ctx.principal.org.id] }),
  ]);
  return { roles, units: new Map(units.map(({ id, name }) => [id, name])), tenant: tenant?.name ?? null };
}

type Names = Awaited<ReturnType<typeof namesFor>>;

/** A member whose rights follow from one of the usual roles has the role of its name (MRC-FEA-9). */
const usualName = ({ role }: Member): string => (role === "owner" ? "superadmin" : role);

/** By the usual role, by their own rights, or by one of their roles (MRC-FEA-2). */
const isSuperAdmin = ({ role, role_ids, own_grants }: Member, roles: Names["roles"]): boolean =>
  role_ids === null && !own_grants
    ? role === "owner"
    : own_grants?.is_super_admin === true ||
      (role_ids ?? []).some((id) => roles.get(id)?.is_super_admin === true);

const userRow = (member: Member, { roles, units, tenant }: Names) => ({
  ...{ id: member.id, email: member.email },
  name: [member.first_name, member.last_name].filter(Boolean).join(" ") || null,
  ...{ organizationId: unitOf(member), organizationName: units.get(unitOf(member)) ?? null },
  ...{ tenantId: member.org_id, tenantName: tenant },
  roles: member.role_ids
    ? member.role_ids.flatMap((id) => String(roles.get(id)?.name ?? ""))
    : [usualName(member)],
  ...{ roleIds: member.role_ids ?? [], isSuperAdmin: isSuperAdmin(member, roles) },
});

const root = (ctx: DialectContext) => ctx.principal.units?.root_id;

/** Conditions of a list of users; null: nothing can match (MRC-USR-2). */
function userConditions(ctx: DialectContext, rest: [string, string][]): Condition[] | null {
  const units = all(rest, "organizationId");
  const roles = all(rest, "roleIds");
  if ([...units, ...roles].some((each) => !isUuid(each))) return null;
  return [
    ...(units.length
      ? [
          {
            field: "business_unit_id",
            op: "in" as const,
            value: units.map((id) => (id === root(ctx) ? null : id)),
          },
        ]
      : []),
    ...(roles.length ? [{ field: "role_ids", op: "in" as const, value: roles }] : []),
  ];
}

const users = reading(
  "read:members",
  async (ctx) => {
    const { list, rest, at } = listAsked(ctx, accounts.member, ["organizationId", "roleIds"]);
    const conditions = userConditions(ctx, rest);
    if (!conditions) return pageOf([], 0, at);
    const query: ListQuery = { ...list, conditions: [...(list.conditions ?? []), ...conditions] };
    const { data, count = 0 } = await ctx.read(accounts.member.actions.list, query);
    const names = await namesFor(ctx, data);
    const rows = data.map((each) => userRow(each, names));
    return pageOf(rows, count, at);
  },
  page,
);

const postAuthUsers = takenIsInvalid(
  handle({
    ...{ ...refusing(accounts.createLogin), body: shapes.userBodyShape, schema: idSchema },
    run: (ctx, { email = "", password = "", ...given }) =>
      ctx.call(accounts.createLogin, { email, password, ...given }),
  }),
);

const putAuthUsers = takenIsInvalid(
  okAfter(
    handle({
      ...{ ...refusing(accounts.changeLogin), body: shapes.userBodyShape, mode: "change" },
      async run(ctx, given) {
        return ctx.call(accounts.changeLogin, { id: idOf(ctx, "member"), ...given });
      },
    }),
  ),
);

const deleteAuthUsers = removing(refusing(accounts.removeLogin), "member", (ctx, id) =>
  ctx.call(accounts.removeLogin, { id }),
);
const deleteAuthRoles = usedIsInvalid(
  removing(refusing(accounts.removeRole), "role", (ctx, id) => ctx.call(accounts.removeRole, { id })),
);

async function roleRows(ctx: DialectContext, rows: readonly accounts.StaffRole[]): Promise<shapes.RoleRow[]> {
  const [{ counts }, [tenant]] = await Promise.all([
    ctx.read(accounts.countRoles, { ids: rows.map(({ id }) => id) }),
    ctx.read(accounts.organization.actions.many, { ids: [ctx.principal.org.id] }),
  ]);
  const members = new Map(counts.map((each) => [each.id, each.members]));
  return rows.map((row) => ({
    ...row,
    members: members.get(row.id) ?? 0,
    tenant_name: tenant?.name ?? "",
  }));
}

const roles = reading(
  "read:roles",
  async (ctx) => {
    const { list, at } = listAsked(ctx, accounts.role);
    const { data, count = 0 } = await ctx.read(accounts.role.actions.list, list);
    return pageOf(await showEach(ctx, shapes.roleShape, await roleRows(ctx, data)), count, at);
  },
  page,
);

const postAuthRoles = takenIsInvalid(
  handle({
    ...{ ...refusing(accounts.createRole), body: shapes.roleShape, schema: idSchema },
    async run(ctx, { name = "" }) {
      const { role } = await ctx.call(accounts.createRole, { name });
      return { id: role.id };
    },
  }),
);

const changeRole = handle({
  ...{ ...refusing(accounts.changeRole), body: shapes.roleShape, mode: "change" },
  async run(ctx, { name }) {
    const id = idOf(ctx, "role");
    return ctx.call(accounts.changeRole, { id, ...(name === undefined ? {} : { name }) });
  },
});
const putAuthRoles = usedIsInvalid(takenIsInvalid(okAfter(changeRole)));

const aclOf = (given: {
  is_super_admin: boolean;
  features: readonly string[];
  business_unit_ids: readonly string[] | null;
}) => ({
  isSuperAdmin: given.is_super_admin,
  features: given.features,
  organizations: given.business_unit_ids,
});

const getAuthRolesAcl = handle({
  ...{ scope: "read:roles", query: shapes.roleIdShape, refuses: ["not_found"] },
  run: async (ctx) => aclOf(await ctx.read(accounts.role.actions.get, { id: queryId(ctx, "roleId") })),
});

const putAuthRolesAcl = handle({
  ...{ ...refusing(accounts.changeRole), body: shapes.roleAclShape },
  async run(ctx, { id = "", ...given }) {
    const { sanitized } = await ctx.call(accounts.changeRole, { id, ...given });
    return { ok: true, sanitized };
  },
});

const getAuthUsersAcl = handle({
  ...{ scope: "read:roles", query: shapes.userIdShape, refuses: ["not_found"] },
  async run(ctx) {
    const id = queryId(ctx, "userId");
    const found = await ctx.read(accounts.member.actions.many, { ids: [id] });
    if (!found[0]) throw notFound("user", id);
    const { own_grants } = found[0];
    const own = own_grants ?? { is_super_admin: false, features: [], business_unit_ids: null };
    return { hasCustomAcl: own_grants !== null, ...aclOf(own) };
  },
});

const putAuthUsersAcl = handle({
  ...{ ...refusing(accounts.setLoginGrants), body: shapes.userAclShape },
  async run(ctx, { id = "", ...given }) {
    const { sanitized } = await ctx.call(accounts.setLoginGrants, { id, ...given });
    return { ok: true, sanitized };
  },
});

export const userOperations = {
  getAuthUsers: pagesAsFile(users),
  ...{ postAuthUsers, putAuthUsers, deleteAuthUsers },
  getAuthRoles: pagesAsFile(roles),
  ...{ postAuthRoles, putAuthRoles, deleteAuthRoles },
  ...{ getAuthRolesAcl, putAuthRolesAcl, getAuthUsersAcl, putAuthUsersAcl },
};
