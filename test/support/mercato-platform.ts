/** How Mercato's operations on API keys and feature toggles are called, and what shows that they worked. */
import type { Json } from "./backroom.ts";
import type { Trial } from "./conformance.ts";
import { areaTrials, must, nth, snaked, type Trials, type World } from "./mercato-world.ts";

const TOMORROW_MS = 86_400_000;

export function mercatoPlatform(world: World): Trials {
  const ok = (...asked: Parameters<ReturnType<World>["ok"]>) => world().ok(...asked);
  /** A role without rights, which anyone may give. */
  const role = async (): Promise<string> => (await ok("POST", "/auth/roles", { name: `key ${nth()}` })).id;
  const { "PUT /api_keys/keys": _none, ...keys } = areaTrials(world, {
    path: "/api_keys/keys",
    full: async () => ({
      ...{ name: `Key ${nth()}`, description: "For a program", roles: [await role()] },
      expiresAt: new Date(Date.now() + TOMORROW_MS).toISOString(),
    }),
    least: () => ({ name: `Key ${nth()}` }),
    shown: (row) => ({ ...row, roles: row.roles.map(({ id }: { id: string }) => id) }),
    find: async (id) =>
      (await ok("GET", "/api_keys/keys?pageSize=100")).items.find((each: { id: string }) => each.id === id),
    answers: "whole",
    state: async () => (await ok("GET", "/api_keys/keys?pageSize=1")).total,
  });
  return {
    ...{ ...keys, ...toggles(world) },
    "GET /api_keys/keys": () => ({
      ...keys["GET /api_keys/keys"]!(),
      full: async () => ({
        query: `search=Key%20${(await ok("POST", "/api_keys/keys", { name: `Key ${nth()}` })).name.slice(4)}`,
      }),
      async proof(_asked, { items, pageSize }) {
        must(items.length >= 1 && pageSize === 20, JSON.stringify(items));
      },
    }),
    "POST /api_keys/keys": () => ({
      ...keys["POST /api_keys/keys"]!(),
      // Somebody else's roles are unknown.
      foreign: "refused",
    }),
  };
}

/** Those of the installation: its operator writes them, every organization has them. */
function toggles(world: World): Trials {
  const ok = (...asked: Parameters<ReturnType<World>["ok"]>) => world().ok(...asked);
  const toggle = (): Json => ({
    ...{ identifier: `toggle_${nth()}`, name: "New till", description: "Tills of next year" },
    ...{ category: "Tills", type: "boolean", defaultValue: false },
  });
  const made = async (): Promise<string> => (await ok("POST", "/feature_toggles/global", toggle())).id;
  const state = async () => (await ok("GET", "/feature_toggles/global?pageSize=1")).total;
  const areas = areaTrials(world, {
    ...{ path: "/feature_toggles/global", full: toggle, answers: "id", state },
    least: () => ({ identifier: `toggle_${nth()}`, name: "T", type: "json", defaultValue: { a: [1] } }),
    changes: () => ({ name: "Other till", defaultValue: true }),
    shown: snaked,
    wrong: { identifier: 7, name: 7, type: "list" },
  });
  const set = async (): Promise<string> => {
    const toggleId = await made();
    await ok("PUT", "/feature_toggles/overrides", { toggleId, isOverride: true, overrideValue: true });
    return toggleId;
  };
  const check = (type: string, value: Json): Trials => ({
    [`GET /feature_toggles/check/${type}`]: () => ({
      ...{ foreign: "its own", state: async () => null, open: "signed in" },
      async full() {
        const { identifier } = toggle();
        await ok("POST", "/feature_toggles/global", { identifier, name: "T", type, defaultValue: value });
        return { query: `identifier=${identifier}` };
      },
      async proof(_asked, answer) {
        must(
          JSON.stringify(answer.resolution.value) === JSON.stringify(answer.value),
          JSON.stringify(answer),
        );
        must(answer.ok === true && answer.source === "default", JSON.stringify(answer));
      },
    }),
  });
  const removed = areas["DELETE /feature_toggles/global"]!;
  const forbidden = (trial: () => Trial) => (): Trial => ({ ...trial(), foreign: "forbidden" });
  return {
    "GET /feature_toggles/global": areas["GET /feature_toggles/global"]!,
    "POST /feature_toggles/global": forbidden(areas["POST /feature_toggles/global"]!),
    "PUT /feature_toggles/global": forbidden(areas["PUT /feature_toggles/global"]!),
    "DELETE /feature_toggles/global": forbidden(() => ({
      ...removed(),
      async proof({ body }, answer) {
        must(answer === undefined, JSON.stringify(answer));
        must((await ok("GET", `/feature_toggles/global?id=${body.id}`)).total === 0, "still there");
        const { status } = await world().own("DELETE", "/feature_toggles/global", body);
        must(status === 404, `gone already, yet ${status}`);
      },
    })),
    ...{ ...check("boolean", true), ...check("string", "a"), ...check("number", 2.5), ...check("json", [1]) },
    "GET /feature_toggles/global/{id}": () => ({
      ...{ foreign: "its own", state: async () => null },
      full: async () => ({ params: { id: await made() } }),
      proof: async ({ params }, row) => must(row.id === params!.id && row.default_state === false, row.id),
    }),
    "GET /feature_toggles/global/{id}/override": () => ({
      ...{ foreign: "refused", state: async () => null },
      full: async () => ({ params: { id: await set() } }),
      proof: async (_asked, row) => must(row.value === true && row.toggleType === "boolean", row.id),
    }),
    "GET /feature_toggles/overrides": () => ({
      ...{ foreign: "its own", state: async () => null },
      async full() {
        await set();
        return { query: "category=till&page=1&pageSize=25&sortField=identifier&sortDir=desc" };
      },
      async proof(_asked, { items, isSuperAdmin }) {
        must(isSuperAdmin === true, "no super-admin");
        must(
          items.some((each: Json) => each.overrideState === "enabled"),
          JSON.stringify(items),
        );
      },
    }),
    "PUT /feature_toggles/overrides": () => ({
      ...{ foreign: "its own", wrong: { isOverride: "perhaps" } },
      state: async () => (await ok("GET", "/feature_toggles/overrides")).items.length,
      full: async () => ({ body: { toggleId: await made(), isOverride: true, overrideValue: true } }),
      least: async () => ({ body: { toggleId: await set(), isOverride: false } }),
      async proof({ body }, answer) {
        must(answer.ok === true, JSON.stringify(answer));
        const { status } = await world().own("GET", `/feature_toggles/global/${body.toggleId}/override`);
        must(status === (body.isOverride ? 200 : 404), `its override answers ${status}`);
      },
    }),
  };
}
