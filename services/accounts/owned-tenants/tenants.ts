import { notFound } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import type { Meta } from "../../../shared/meta.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Global } from "../../../shared/service/global.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import { member } from "../identity/member.ts";
import { freeSlug } from "../organizations/free-slug.ts";
import { organization } from "../organizations/organization.ts";
import { systemMeta } from "../organizations/tenants.ts";
import * as declared from "./declarations.ts";

type Organization = Entity<typeof organization>;

const actingAs = (org_id: string, user_id: string): Meta => ({
  ...systemMeta(org_id),
  actor: { kind: "user", id: user_id },
});

async function owned(global: Global, user_id: string): Promise<Organization[]> {
  const rows = await global.due(member, { user_id, role: "owner", is_active: true }, 500);
  const found = await Promise.all(rows.map(({ org_id }) => global.lookup(organization, { _id: org_id })));
  return found
    .flatMap((each) => (each && !each.entity.deleted_at && !each.entity.purge_at ? [each.entity] : []))
    .sort((a, b) => (a.created_at < b.created_at ? -1 : 1));
}

async function ownedWith(global: Global, id: string, user_id: string): Promise<Organization> {
  const found = (await owned(global, user_id)).find((each) => each.id === id);
  if (!found) throw notFound("organization", id);
  return found;
}

export const ownedTenants = beforeTenant(declared.ownedTenants, async (global, { user_id }) => ({
  tenants: (await owned(global, user_id)).map(({ id, name, is_active, created_at, updated_at }) => {
    return { id, name, is_active: is_active !== false, created_at, updated_at };
  }),
}));

export const foundTenant = beforeTenant(declared.foundTenant, async (global, input) => {
  const { user_id, email, ...given } = input;
  const id = newId();
  const slug = await freeSlug(global, given.name, id);
  await global.transact(actingAs(id, user_id), { action: declared.foundTenant.name }, async (tx) => {
    await tx.insert(organization, { id, ...given, slug, mode: "live" });
    const own = { user_id, email: email.toLowerCase(), role: "owner" as const, scopes_extra: [] };
    await tx.insert(member, { ...own, joined_at: tx.now });
  });
  return { id };
});

export const changeTenant = beforeTenant(
  declared.changeTenant,
  async (global, { id, user_id, ...changes }) => {
    await ownedWith(global, id, user_id);
    const given = Object.fromEntries(Object.entries(changes).filter(([, each]) => each !== undefined));
    await global.transact(actingAs(id, user_id), { action: declared.changeTenant.name }, async (tx) =>
      tx.save(organization, await tx.load(organization, id), given),
    );
    return { id };
  },
);

export const removeTenant = beforeTenant(declared.removeTenant, async (global, { id, user_id }) => {
  await ownedWith(global, id, user_id);
  await global.transact(actingAs(id, user_id), { action: declared.removeTenant.name }, async (tx) => {
    const before = await tx.load(organization, id);
    return tx.save(organization, before, { deleted_at: tx.now, is_active: false }, { verb: "deleted" });
  });
  return { deleted_id: id };
});
