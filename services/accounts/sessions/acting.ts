/** What a member may do through a credential, and in which business units (MRC-FEA-2…4, MRC-SCP-2). */
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Global } from "../../../shared/service/global.ts";
import type { OutputOf } from "../../../shared/service/reference.ts";
import type { apiKey } from "../identity/api-key.ts";
import type { Member } from "../identity/last-key.ts";
import { isUnrestricted, keyRights, memberRights, memberScope } from "../roles/member-rights.ts";
import type { resolvePrincipal } from "./declarations.ts";

export type Principal = NonNullable<OutputOf<typeof resolvePrincipal>["principal"]>;

/** What a request asks for beside its credential. */
export type Asking = {
  /** The business unit that it selects: an id, or "all". */
  unit: string | null;
  /** Whether to answer features and business units; restrictions are always answered. */
  with_rights: boolean;
};

export async function actingAs(
  global: Global,
  of: Member,
  { unit, with_rights }: Asking,
  key: Entity<typeof apiKey> | null = null,
): Promise<Pick<Principal, "scopes" | "rights" | "units">> {
  const own = await memberRights(global, of);
  const rights = key ? await keyRights(global, key, { of, rights: own }) : own;
  const place = { ...of, business_unit_id: key?.business_unit_id ?? of.business_unit_id };
  const { is_super_admin, role_names } = rights;
  if (!with_rights && isUnrestricted(place, rights))
    return { scopes: [...rights.scopes], rights: null, units: null };
  const scope = await memberScope(global, place, rights, unit);
  const { root_id, acting_id, above_ids, seen_ids, allowed_ids, granted_ids, counts } = scope;
  return {
    scopes: counts ? [...rights.scopes] : [],
    rights: { features: counts ? [...rights.features] : [], is_super_admin, role_names: [...role_names] },
    units: {
      ...{ root_id, acting_id, above_ids: [...above_ids], allowed_ids: [...allowed_ids] },
      seen_ids: seen_ids && [...seen_ids],
      granted_ids: granted_ids && [...granted_ids],
    },
  };
}
