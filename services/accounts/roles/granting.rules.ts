/** Nobody grants what they do not have (MRC-FEA-11, INV-30). */
import { covers, features } from "./features.rules.ts";

/** What only an owner grants, even where it is covered by a wider right. */
const reserved = (grant: string): boolean =>
  grant === "*" || grant === "directory.*" || grant.startsWith("directory.tenants");

/** The grants that a caller with these scopes may pass on; an owner, all of them. */
export function grantable(
  grants: readonly string[],
  holds: (scope: string) => boolean,
  isOwner: boolean,
): string[] {
  if (isOwner) return [...grants];
  return grants.filter((grant) => {
    const named = features.filter(({ id }) => covers(grant, id));
    return (
      !reserved(grant) && named.length > 0 && named.every(({ scopes }) => scopes.every((each) => holds(each)))
    );
  });
}
