/** What a key may do: never more than its maker may do now (PRM-2). */
import type { Entity } from "../../../shared/resource/resource.ts";
import type { apiKey } from "./api-key.ts";
import type { member } from "./member.ts";
import { accessScopes, type Role, roleScopes } from "./scopes.rules.ts";

/** As much of these scopes as a member may do now. */
export function scopesOf(scopes: readonly string[], { role, scopes_extra }: Entity<typeof member>): string[] {
  const his = new Set<string>([...roleScopes[role as Role], ...scopes_extra]);
  return scopes.filter((scope) => his.has(scope));
}

/** A key's own scopes, cut down to what its creator may do now (PRM-2). */
export const effectiveScopes = (key: Entity<typeof apiKey>, creator: Entity<typeof member>): string[] =>
  scopesOf(key.access === "scopes" ? (key.scopes ?? []) : accessScopes[key.access], creator);
