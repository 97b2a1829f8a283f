/** How Mercato's operations on users, roles, tenants and organizations are called, and what shows that they worked. */
import type { Json } from "./backroom.ts";
import type { Trial } from "./conformance.ts";
import { PASSWORD } from "./mercato.ts";
import { areaTrials, must, nth, type Trials, type World } from "./mercato-world.ts";

export function mercatoPeople(world: World): Trials {
  const ok = (...asked: [string, string, Json?]) => world().ok(...asked);
  const rootId = async (): Promise<string> =>
    (await ok("GET", "/directory/organizations")).items.find((each: Json) => each.parentId === null).id;
  const user = async (): Promise<Json> => ({
    ...{ email: `person${nth()}@office.example`, password: PASSWORD, organizationId: await rootId() },
    ...{ roles: [await blank()], name: "Kim Nowak" },
  });
  /** A role without rights, which anyone may give. */
  const blank = async (): Promise<string> => {
    const { items } = await ok("GET", "/auth/roles?search=blank");
    if (items.length === 0) await ok("POST", "/auth/roles", { name: "blank" });
    return "blank";
  };
  const listed = (path: string, more = ""): Trial => ({
    ...{ foreign: "its own", state: async () => null, full: async () => ({ query: `pageSize=5${more}` }) },
    async proof(_asked, answer) {
      must(answer.total >= answer.items.length, `${path} counts wrong`);
    },
  });
  const role = async (): Promise<string> => (await ok("POST", "/auth/roles", { name: `role ${nth()}` })).id;
  const signedIn = { foreign: "its own", state: async () => null, open: "signed in" } as const;
  const users = areaTrials(world, {
    ...{ path: "/auth/users", full: user, aside: ["password"] },
    least: async () => ({
      email: `l${nth()}@office.example`,
      password: PASSWORD,
      organizationId: await rootId(),
    }),
    changes: async () => ({ roles: [await blank()], name: "Kim Lee" }),
    shown: ({ password: _password, ...row }) => row,
    wrong: { roles: "admin" },
    state: async () => (await ok("GET", "/auth/users?pageSize=1")).total,
  });
  const roles = areaTrials(world, {
    ...{ path: "/auth/roles", full: () => ({ name: `role ${nth()}` }), wrong: { name: 7 } },
    state: async () => (await ok("GET", "/auth/roles?pageSize=1")).total,
  });
  const units = areaTrials(world, {
    ...{ path: "/directory/organizations", full: () => ({ name: `Unit ${nth()}`, isActive: true }) },
    changes: async () => ({ name: `Unit ${nth()}`, parentId: await rootId() }),
    find: async (id) => (await ok("GET", `/directory/organizations?ids=${id}`)).items[0],
    wrong: { name: 7, isActive: "perhaps" },
    state: async () => (await ok("GET", "/directory/organizations?status=all")).items.length,
  });
  const tenants = areaTrials(world, {
    ...{ path: "/directory/tenants", full: () => ({ name: `Tenant ${nth()}`, isActive: true }) },
    changes: () => ({ name: `Tenant ${nth()}`, isActive: false }),
    wrong: { name: 7 },
    state: async () => (await ok("GET", "/directory/tenants?pageSize=1")).total,
  });
  const acl = (path: string, name: string, make: () => Promise<string>): Trials => ({
    [`GET ${path}`]: () => ({
      ...{ foreign: "refused", state: async () => null },
      full: async () => ({ query: `${name}=${await make()}` }),
      async proof(_asked, answer) {
        must(answer.isSuperAdmin === false && Array.isArray(answer.features), JSON.stringify(answer));
      },
    }),
    [`PUT ${path}`]: () => ({
      ...{ foreign: "refused", state: async () => null, aside: ["tenantId"] },
      wrong: { features: "all", isSuperAdmin: "perhaps" },
      full: async () => ({
        body: { [name]: await make(), features: ["dictionaries.view"], organizations: [await rootId()] },
      }),
      async proof({ body }, answer) {
        must(answer.ok === true, JSON.stringify(answer));
        const seen = await ok("GET", `${path}?${name}=${body[name]}`);
        must(answer.sanitized || seen.features.join() === "dictionaries.view", JSON.stringify(seen));
        must(seen.organizations.join() === body.organizations.join(), JSON.stringify(seen));
      },
    }),
  });
  return {
    ...users,
    "POST /auth/users": () => ({ ...users["POST /auth/users"]!(), foreign: "refused" }),
    "GET /auth/users": () => listed("/auth/users"),
    ...roles,
    "GET /auth/roles": () => listed("/auth/roles"),
    ...acl("/auth/roles/acl", "roleId", role),
    ...acl("/auth/users/acl", "userId", async () => (await ok("POST", "/auth/users", await user())).id),
    ...units,
    "GET /directory/organizations": () => ({
      ...listed("/directory/organizations"),
      full: async () => ({ query: "view=tree" }),
      async proof(_asked, { items }) {
        must(items.length === 1 && Array.isArray(items[0].children), JSON.stringify(items).slice(0, 200));
      },
    }),
    ...tenants,
    "GET /directory/tenants": () => listed("/directory/tenants"),
    "GET /directory/organization-switcher": () => ({
      ...signedIn,
      full: async () => ({}),
      async proof(_asked, { items, tenantId }) {
        must(items.length === 1 && typeof tenantId === "string", JSON.stringify(items).slice(0, 200));
      },
    }),
    "GET /auth/admin/nav": () => ({
      ...signedIn,
      full: async () => ({}),
      proof: async (_asked, { groups }) => must(Array.isArray(groups), JSON.stringify(groups)),
    }),
    "GET /auth/features": () => ({
      ...{ foreign: "its own", state: async () => null, full: async () => ({}) },
      async proof(_asked, { items, modules }) {
        must(items.length > 10 && modules.length > 1, "too few features");
      },
    }),
    "POST /auth/feature-check": () => ({
      ...signedIn,
      full: async () => ({ body: { features: ["sales.orders.view", "no.such.feature"] } }),
      proof: async (_asked, answer) => must(answer.ok === false, JSON.stringify(answer)),
    }),
    "GET /auth/sidebar/preferences": () => ({
      ...signedIn,
      full: async () => ({}),
      proof: async (_asked, { settings }) => must(settings.version === 1, JSON.stringify(settings)),
    }),
    "PUT /auth/sidebar/preferences": () => ({
      ...signedIn,
      wrong: { groupOrder: "sales", groupLabels: [7] },
      full: async () => ({ body: { version: 1, groupOrder: ["sales"], hiddenItems: ["/backend/users"] } }),
      async proof({ body }, { settings }) {
        must(settings.groupOrder.join() === body.groupOrder.join(), JSON.stringify(settings));
      },
    }),
  };
}
