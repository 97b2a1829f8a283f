/** Scopes are declared with resources and operations; roles and access levels follow (section 12, PRM-1, PRM-5). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compose } from "../../../gateway/compose.ts";
import { operations, resources } from "../../../gateway/declared.ts";
import { profiles } from "../../../gateway/dialects/names.ts";
import { accessScopes, granted, roleScopes } from "../../../services/accounts/identity/scopes.ts";
import { businessData, grantsOf, roles } from "../../../shared/grants.ts";
import { files } from "../../architecture/graph.ts";

const root = join(import.meta.dirname, "../../..");
const routesIn = (consigncloud_profile: (typeof profiles)[number]) =>
  compose({ secret: "", rates: () => [], dialects: { consigncloud_profile } }).routes;
const isGranted = (scope: string): boolean => granted.has(scope);

test("every scope that a route, a resource or an operation needs is granted to somebody (PRM-5)", () => {
  const rights = {
    list: "read",
    get: "read",
    create: "write",
    update: "write",
    remove: "delete",
    restore: "write",
  };
  const needed = [
    ...profiles.flatMap(routesIn).map(({ id, scope }) => [id, scope]),
    ...operations.map(({ name, scope }) => [name, scope]),
    ...resources.flatMap(({ name, scope, verbs }) => verbs.map((verb) => [name, `${rights[verb]}:${scope}`])),
  ].filter((each): each is [string, string] => typeof each[1] === "string");
  expect(needed.length).toBeGreaterThan(300);
  expect(needed.filter(([, scope]) => !isGranted(scope))).toEqual([]);
});

test("every scope that code names is granted to somebody (PRM-5)", () => {
  const verbs = new Set([...granted.keys()].map((scope) => scope.split(":")[0]));
  const named = files()
    .filter((path) => /^(?:services|gateway|shared|app)\//.test(path))
    .flatMap((path) =>
      [...readFileSync(join(root, path), "utf8").matchAll(/"(([a-z_]+):[a-z_]+)"/g)]
        .filter(([, , verb]) => verbs.has(verb))
        .map(([, scope = ""]): [string, string] => [path, scope]),
    );
  expect(named.length).toBeGreaterThan(80);
  expect(named.filter(([, scope]) => !isGranted(scope))).toEqual([]);
});

test("a role has the scopes of the roles before it, and more (PRM-1)", () => {
  for (const [i, role] of roles.entries()) {
    const before = i ? roleScopes[roles[i - 1]!] : [];
    expect(roleScopes[role]).toEqual(expect.arrayContaining([...before]));
    expect(roleScopes[role].length).toBeGreaterThan(before.length);
  }
  expect(accessScopes.read_only).toEqual(roleScopes.viewer);
  expect(accessScopes.read_only.filter((scope) => !scope.startsWith("read:"))).toEqual([]);
  expect(accessScopes.read_write).toEqual(roleScopes.manager);
  expect([...accessScopes.owner].sort()).toEqual([...granted.keys()].sort());
});

test.each([
  ["viewer", "read:items", "read:account_bank"],
  ["viewer", "read:staff", "read:members"],
  ["viewer", "read:sales_reports", "write:items"],
  ["member", "refund:sales", "approve:payouts"],
  ["member", "void:sales", "void:closed_sales"],
  ["member", "submit:batches", "delete:items"],
  ["manager", "delete:items", "read:members"],
  ["manager", "read:account_bank", "read:audit"],
  ["manager", "write:organization_profile", "write:organization"],
  ["admin", "write:roles", "purge:organization"],
  ["owner", "purge:organization", "read:installation"],
] as const)("the table of roles: %s has %s and lacks %s", (role, has, lacks) => {
  expect(isGranted(lacks)).toBe(true);
  expect(roleScopes[role]).toContain(has);
  expect(roleScopes[role]).not.toContain(lacks);
});

test("a scope has one declaration, and a grant its scope", () => {
  const items = { scope: "items", grants: { ...businessData, "read:item_costs": "manager" } } as const;
  const take = { name: "inventory.item.take", scope: "take:items", grant: "member" } as const;
  expect([...grantsOf({ resources: [items], operations: [take] })]).toEqual([
    ["read:items", "viewer"],
    ["write:items", "member"],
    ["delete:items", "manager"],
    ["read:item_costs", "manager"],
    ["take:items", "member"],
  ]);
  expect(() =>
    grantsOf({ resources: [items, { scope: "items", grants: { read: "owner" } }], operations: [] }),
  ).toThrow("The scope 'read:items' is declared twice.");
  expect(() => grantsOf({ resources: [], operations: [{ name: "sales.sale.x", grant: "owner" }] })).toThrow(
    "The operation 'sales.sale.x' grants no scope",
  );
});
