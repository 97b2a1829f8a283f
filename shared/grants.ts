/**
 * Which role has which scope. A resource or an operation declares its scopes, each with the lowest role that
 * has it; the list of scopes, the roles and the access levels of keys follow from the declarations (section
 * 12 of the domain rules).
 */

/** Roles in ascending order: each includes the scopes of those before it (PRM-1). */
export const roles = ["viewer", "member", "manager", "admin", "owner"] as const;
export type Role = (typeof roles)[number];

/** The lowest role that has a scope. Scopes for the whole installation, across tenants, belong to no role. */
export type Grant = Role | "installation";

/** By scope: `refund` applies to the resource's own noun; `void:closed_sales` names another. */
export type Grants = { readonly [scope: string]: Grant };

/** The scopes of resources for daily business. */
export const businessData = { read: "viewer", write: "member", delete: "manager" } as const;

type Declaring = {
  readonly resources: readonly { readonly scope: string; readonly grants?: Grants }[];
  readonly operations: readonly { readonly name: string; readonly scope?: string; readonly grant?: Grant }[];
};

/**
 * Every declared scope with its grant. A scope has one declaration: a second one could grant it to other
 * roles.
 */
export function grantsOf({ resources, operations }: Declaring): ReadonlyMap<string, Grant> {
  const granted = new Map<string, Grant>();
  const declare = (scope: string, grant: Grant): void => {
    if (granted.has(scope)) throw new TypeError(`The scope '${scope}' is declared twice.`);
    granted.set(scope, grant);
  };
  for (const { scope: noun, grants = {} } of resources)
    for (const [scope, grant] of Object.entries(grants))
      declare(scope.includes(":") ? scope : `${scope}:${noun}`, grant);
  for (const { name, scope, grant } of operations) {
    if (!grant) continue;
    if (!scope) throw new TypeError(`The operation '${name}' grants no scope: it needs none.`);
    declare(scope, grant);
  }
  return granted;
}

/** The scopes of a role: those granted to it or to a lower role. */
export const scopesOfRole = (granted: ReadonlyMap<string, Grant>, role: Role): string[] =>
  [...granted].flatMap(([scope, grant]) =>
    grant !== "installation" && roles.indexOf(grant) <= roles.indexOf(role) ? [scope] : [],
  );
