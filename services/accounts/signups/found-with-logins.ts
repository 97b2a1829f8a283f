/** An operator founds an organization whose owner signs in with a password (MRC-SEED-2). */
import { newId } from "../../../shared/ids.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { member } from "../identity/member.ts";
import type { StaffRole } from "../identity/role.ts";
import { userIdOf } from "../identity/user.ts";
import { hashOf } from "../logins/password-hash.ts";
import { putLogin } from "../logins/put-login.ts";
import { freeSlug } from "../organizations/free-slug.ts";
import { insertOrganization } from "../organizations/insert-organization.ts";
import { organization } from "../organizations/organization.ts";
import { systemMeta } from "../organizations/tenants.ts";
import { insertFirstRoles } from "../roles/first-roles.ts";
import * as declared from "./declarations.ts";

/** Beside `superadmin@<domain>`: these roles, as members of the same names. */
const companions = ["admin", "employee"];

const domainOf = (address: string): string | undefined => /^superadmin@(.+)$/i.exec(address)?.[1];

async function insertCompanion(tx: Tx, { id, name }: StaffRole, domain: string, hash: string) {
  const email = `${name}@${domain}`.toLowerCase();
  const made = await tx.insert(member, {
    ...{ user_id: userIdOf(email), email, role: "member", role_ids: [id] },
    ...{ joined_at: tx.now, scopes_extra: [] },
  });
  await putLogin(tx, made, hash);
  return email;
}

export const foundWithLogins = beforeTenant(
  declared.foundWithLogins,
  async (global, { password, ...input }) => {
    const first = (await global.tenants(organization)).length === 0;
    const id = newId();
    const [slug, hash] = [await freeSlug(global, input.name, id), await hashOf(password)];
    return global.transact(systemMeta(id), { action: declared.foundWithLogins.name }, async (tx) => {
      const { owner, key } = await insertOrganization(tx, { ...input, id, slug, first });
      const firstOnes = await insertFirstRoles(tx);
      await putLogin(tx, owner, hash);
      const domain = domainOf(owner.email);
      const beside = domain ? firstOnes.filter(({ name }) => companions.includes(name)) : [];
      const emails = [owner.email];
      for (const each of beside) emails.push(await insertCompanion(tx, each, domain!, hash));
      return { slug, key, emails };
    });
  },
);
