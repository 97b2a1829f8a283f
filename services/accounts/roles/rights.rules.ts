/** What a member may do, and in which business units (MRC-FEA-2, MRC-FEA-3, MRC-SCP-2). */
import type { Role } from "../../../shared/grants.ts";
import type { Place } from "../../../shared/resource/tree.ts";
import { withDescendants } from "../business-units/tree.rules.ts";
import { expanded, featuresFor, features as known, scopesFor } from "./features.rules.ts";

/** The rights of a role, or of a member alone. */
export type Grants = {
  features: readonly string[];
  is_super_admin: boolean;
  business_unit_ids: readonly string[] | null;
};

export type Rights = {
  features: readonly string[];
  scopes: readonly string[];
  is_super_admin: boolean;
  /** With everything below them; null: all. */
  business_unit_ids: readonly string[] | null;
};

/** Own grants replace those of the roles; several roles add up (MRC-FEA-2). */
export function rightsOf(
  own: Grants | null,
  ofRoles: readonly Grants[],
  ownerScopes: readonly string[],
): Rights {
  const isSuper = own?.is_super_admin || ofRoles.some((each) => each.is_super_admin);
  if (isSuper)
    return {
      features: known.map(({ id }) => id),
      scopes: ownerScopes,
      is_super_admin: true,
      business_unit_ids: null,
    };
  const given = own ? [own] : ofRoles;
  const features = expanded(given.flatMap((each) => each.features));
  const everywhere = given.some((each) => each.business_unit_ids === null);
  return {
    ...{ features, scopes: scopesFor(features), is_super_admin: false },
    business_unit_ids: everywhere ? null : given.flatMap((each) => each.business_unit_ids ?? []),
  };
}

/** The rights of a member whose role is one of the usual ones, or of a key: by scopes (MRC-FEA-7, MRC-FEA-9). */
export const rightsByScopes = (scopes: readonly string[], role: Role | null): Rights => ({
  ...{ features: featuresFor(scopes), scopes },
  is_super_admin: role === "owner",
  business_unit_ids: null,
});

/** Who looks at what: the business units that may be chosen, and the chosen one. */
export type Choice = {
  /** With deleted ones, whose rows remain. */
  places: ReadonlyMap<string, Place>;
  isLive(id: string): boolean;
  /** Of the rights; null: all. */
  granted: readonly string[] | null;
  own_id: string;
  /** As the caller wishes: an id, `"all"`, or nothing. */
  wished: string | null;
  is_super_admin: boolean;
};

export type Scope = {
  /** Where new rows belong. */
  acting_id: string;
  /** Business units whose rows are seen; null: all. */
  seen_ids: readonly string[] | null;
  /** Above the acting one. */
  above_ids: readonly string[];
  /** Business units that may be chosen. */
  allowed_ids: readonly string[];
  /** Where the caller's rights count, with everything below; null: everywhere. */
  granted_ids: readonly string[] | null;
  /** Whether the rights count where the caller acts (MRC-FEA-3). */
  counts: boolean;
};

/** MRC-SCP-2. A choice that is not allowed is ignored. */
export function scopeOf({ places, isLive, granted, own_id, wished, is_super_admin }: Choice): Scope {
  const allowed = granted ? withDescendants(places, granted) : new Set(places.keys());
  const allowed_ids = [...allowed].filter(isLive);
  const granted_ids = granted && allowed_ids;
  const may = (id: string) => allowed.has(id) && isLive(id);
  const aboveOf = (id: string) => places.get(id)?.ancestor_ids ?? [];
  const unlessAll = (ids: ReadonlySet<string>) => (ids.size === places.size ? null : [...ids]);
  if (wished === "all")
    return {
      ...{ acting_id: own_id, above_ids: aboveOf(own_id), allowed_ids, granted_ids },
      seen_ids: is_super_admin ? null : unlessAll(allowed),
      counts: is_super_admin || may(own_id),
    };
  const selected = wished && may(wished) ? wished : own_id;
  const place = { acting_id: selected, above_ids: aboveOf(selected), allowed_ids, granted_ids };
  if (!may(selected)) return { ...place, seen_ids: [...allowed], counts: false };
  const seen_ids = unlessAll(withDescendants(places, [selected]));
  return { ...place, seen_ids, counts: true };
}
