/** A tenant in Mercato on whose document every operation is judged. */
import type { Client, Json } from "./backroom.ts";
import type { Speak, Stage, Trial } from "./conformance.ts";
import { speakerOf } from "./conformance.ts";
import { bearerOf, beginTenant, type Office, PASSWORD, type User, userWith } from "./mercato.ts";
import { type Seed, seedOf } from "./seed.ts";

export type MercatoWorld = Stage & {
  seed: Seed;
  office: Office;
  owner: Client;
  admin: User;
  /** Succeeds as the super-admin, or fails the test. */
  ok: User["ok"];
};

export type Trials = Record<string, () => Trial>;
export type World = () => MercatoWorld;

let made = 0;
export const nth = (): number => {
  made += 1;
  return made;
};

/** The id of a new word that a status can be. */
export const statusWord = async (world: World): Promise<string> =>
  (await world().ok("POST", "/sales/order-statuses", { value: `status ${nth()}` })).id;

export function must(fits: boolean, told: string): void {
  if (!fits) throw new Error(told);
}

const speakAs = (url: string, token: string): Speak => {
  const speak = speakerOf(`${url}/mercato/api`, null);
  return (method, path, body, headers = {}) => speak(method, path, body, { ...bearerOf(token), ...headers });
};

/** A user with a role of exactly these features. */
async function withFeatures({ url, owner }: Office, features: readonly string[]): Promise<string> {
  const n = nth();
  const { role } = await owner.ok.post("/roles", { name: `exactly ${n}`, features });
  const email = `exactly${n}@office.example`;
  const { id } = await owner.ok.post("/logins", { email, password: PASSWORD, roles: [role.id] });
  return (await userWith(url, id, email)).token;
}

/** "/customers/people/{id}" → "customers.people": the feature that the document leaves out (MRC-FEA-8). */
const dotted = (path: string): string => path.split("/").slice(1, 3).join(".");

const isShown = (id: string): boolean => /\.(view|list)$/.test(id);

export async function mercatoWorld(office: Office): Promise<MercatoWorld> {
  const { url, owner, admin } = office;
  const other = await office.organization("Other office");
  await beginTenant(url, other);
  const asked = { email: "other@office.example", password: PASSWORD, roles: ["superadmin"] };
  const { id } = await other.ok.post("/logins", asked);
  const stranger = await userWith(url, id, asked.email);
  const { features } = await owner.ok.get("/roles/features");
  const all: string[] = features.map((each: Json) => each.id);
  // Some lists are for those who manage what they show.
  const [reads, managers] = [
    speakAs(url, await withFeatures(office, all.filter(isShown))),
    speakAs(url, await withFeatures(office, all)),
  ];
  const reader: Speak = (method, path, ...rest) => {
    // Toggles are a super-admin's.
    if (method === "GET" && /^\/feature_toggles\/(global|overrides)/.test(path))
      return speakAs(url, admin.token)(method, path, ...rest);
    return (method === "GET" ? managers : reads)(method, path, ...rest);
  };
  const known = new Map<string, Promise<Speak>>();
  return {
    seed: seedOf("mercato"),
    ...{ office, owner, admin, ok: admin.ok },
    own: speakAs(url, admin.token),
    ...{ reader, stranger: speakAs(url, stranger.token), nobody: speakerOf(`${url}/mercato/api`, null) },
    permitted({ said, path }) {
      const wanted: string[] = [
        ...(said?.["x-required-features"] ?? []),
        ...(path === "/sales/document-numbers" ? ["sales.orders.manage"] : []),
        ...(/^\/currencies\/fetch-/.test(path) ? ["currencies.rates.view", "currencies.rates.manage"] : []),
        ...(/^\/customers\/(people|companies|deals)\/\{id\}$/.test(path) ? [`${dotted(path)}.view`] : []),
      ];
      // Tenants belong to super-admins alone, whatever the document says (5.3).
      if (wanted.includes("directory.tenants.manage") || said?.["x-required-roles"])
        return Promise.resolve(speakAs(url, admin.token));
      const name = wanted.join(" ");
      const found = known.get(name) ?? withFeatures(office, wanted).then((token) => speakAs(url, token));
      known.set(name, found);
      return found;
    },
    params: {},
    named: ({ details }) => (details ?? []).map((each: Json) => (each.path ?? []).join(".")),
    refusal: (problem) =>
      typeof problem?.error === "string" &&
      typeof problem.code === "string" &&
      typeof problem.request_id === "string",
    unsaid: [401, 403, 404, 409],
    unknown: "ignore",
  };
}

/** Fields that every write may have, and the target of a change. */
export const ASIDE = ["organizationId", "tenantId", "id"] as const;

/** A row in snake_case under the names of a body. */
export const snaked = (row: Json): Json =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );

type Area = {
  path: string;
  /** A body with every field, and one with only the required ones. */
  full(): Promise<Json> | Json;
  least?(): Promise<Json> | Json;
  /** Changes that a PUT sends; a few fields of `full` by default. */
  changes?(): Promise<Json> | Json;
  /** How a row of the list shows what was written; by default under the same names. */
  shown?(row: Json, body: Json): Json;
  /** Wrong values for fields that the document does not print. */
  wrong?: Record<string, Json>;
  aside?: readonly string[];
  /** Where the list's rows of an entry are found. */
  find?(id: string): Promise<Json>;
  /** The answers of change and removal, where they are not `{ok: true}`. */
  answers?: "id" | "whole";
  /** What a removal needs beside the id. */
  removal?(id: string, body: Json): Json;
  state?(): Promise<Json>;
};

/** The four operations of an area, each proven by the list. */
export function areaTrials(world: World, area: Area): Trials {
  const { path, wrong = {}, aside = [] } = area;
  const rowOf = async (id: string): Promise<Json> =>
    area.find?.(id) ?? (await world().ok("GET", `${path}?id=${id}`)).items[0];
  const state =
    area.state ??
    (async () => {
      const { items } = await world().ok("GET", `${path}?pageSize=100`);
      return items.map((each: Json) => [each.id, each.updatedAt ?? each.updated_at]);
    });
  const made = async () => {
    const body = await area.full();
    const { id } = await world().ok("POST", path, body);
    return { id, body };
  };
  const proves = async (id: string, body: Json) => {
    const row = await rowOf(id);
    must(row !== undefined, "not in the list");
    const seen = area.shown?.(row, body) ?? row;
    for (const [name, value] of Object.entries(body)) {
      if (name === "id" || !(name in seen)) continue;
      must(
        JSON.stringify(seen[name]) === JSON.stringify(value),
        `'${name}' was written ${JSON.stringify(value)} and reads ${JSON.stringify(seen[name])}`,
      );
    }
  };
  const one = { foreign: "refused" as const, state, aside: [...ASIDE, ...aside] };
  const answered = (answer: Json, id: string) => {
    if (area.answers === "whole") return;
    const due = area.answers === "id" ? { id } : { ok: true };
    must(JSON.stringify(answer) === JSON.stringify(due), JSON.stringify(answer));
  };
  return {
    [`GET ${path}`]: () => ({
      ...{ foreign: "its own", state: async () => null },
      async full() {
        await made();
        await made();
        return { query: "pageSize=1&page=2&sortField=createdAt&sortDir=desc" };
      },
      async proof(_asked, answer) {
        must(answer.items.length === 1 && answer.page === 2, JSON.stringify(answer).slice(0, 300));
        must(answer.total >= 2 && answer.totalPages === answer.total, "another total");
      },
    }),
    [`POST ${path}`]: () => ({
      ...one,
      wrong,
      foreign: "its own",
      full: async () => ({ body: await area.full() }),
      ...(area.least ? { least: async () => ({ body: await area.least!() }) } : {}),
      proof: async ({ body }, { id }) => proves(id, body),
    }),
    [`PUT ${path}`]: () => ({
      ...one,
      wrong,
      async full() {
        const { id } = await made();
        return { body: { ...(await (area.changes ?? area.full)()), id } };
      },
      async proof({ body }, answer) {
        answered(answer, body.id);
        await proves(body.id, body);
      },
    }),
    [`DELETE ${path}`]: () => ({
      ...one,
      async full() {
        const { id, body } = await made();
        return { body: { id, ...area.removal?.(id, body) } };
      },
      async proof({ body }, answer) {
        answered(answer, body.id);
        must((await rowOf(body.id)) === undefined, "still in the list");
        const { status } = await world().own("DELETE", path, body);
        must(status === 404, `gone already, yet ${status}`);
      },
    }),
  };
}
