/** What a member may do through a credential, and in which business units (MRC-FEA-2…4, MRC-SCP-2). */
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Global } from "../../../shared/service/global.ts";
import type { OutputOf } from "../../../shared/service/reference.ts";
import type { apiKey } from "../identity/api-key.ts";
import type { Member } from "../identity/last-key.ts";
import { effectiveScopes } from "../identity/scopes.ts";
import { featuresFor } from "../roles/features.rules.ts";
import { isUnrestricted, memberRights, memberScope } from "../roles/member-rights.ts";
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
  const rights = await memberRights(global, of);
  const scopes = key ? effectiveScopes(key, of, rights.scopes) : [...rights.scopes];
  if (!with_rights && isUnrestricted(of, rights)) return { scopes, rights: null, units: null };
  const { root_id, acting_id, above_ids, seen_ids, allowed_ids, granted_ids, counts } = await memberScope(
    global,
    of,
    rights,
    unit,
  );
  const held = new Set(key ? featuresFor(scopes) : rights.features);
  const features = counts ? rights.features.filter((each) => held.has(each)) : [];
  const is_super_admin = rights.is_super_admin && (!key || key.access === "owner");
  return {
    scopes: counts ? scopes : [],
    rights: { features, is_super_admin, role_names: [...rights.role_names] },
    units: {
      ...{ root_id, acting_id, above_ids: [...above_ids], allowed_ids: [...allowed_ids] },
      seen_ids: seen_ids && [...seen_ids],
      granted_ids: granted_ids && [...granted_ids],
    },
  };
}
