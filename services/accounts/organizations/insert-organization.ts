import type { Tx } from "../../../shared/service/tx.ts";
import { apiKey } from "../identity/api-key.ts";
import { newKeyText } from "../identity/key-text.ts";
import type { Member } from "../identity/last-key.ts";
import { member } from "../identity/member.ts";
import { userIdOf } from "../identity/user.ts";
import { organization } from "./organization.ts";

type New = {
  id: string;
  slug: string;
  name: string;
  currency: string;
  timezone: string;
  owner_email: string;
  /** The installation's first organization: its owner looks after the installation. */
  first: boolean;
};

/** An organization with its owner and the owner's first key, whose text is returned this once. */
export async function insertOrganization(tx: Tx, given: New): Promise<{ owner: Member; key: string }> {
  const { owner_email, first, ...own } = given;
  const { key, prefix, hash } = newKeyText("live");
  await tx.insert(organization, { ...own, mode: "live" });
  const owner = await tx.insert(member, {
    user_id: userIdOf(owner_email),
    email: owner_email.toLowerCase(),
    role: "owner",
    joined_at: tx.now,
    scopes_extra: first ? ["read:installation"] : [],
  });
  await tx.insert(apiKey, {
    name: "Owner's first key",
    prefix,
    hash,
    mode: "live",
    access: "owner",
    member_id: owner.id,
  });
  return { owner, key };
}
