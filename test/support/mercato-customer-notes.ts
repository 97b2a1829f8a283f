/** How Mercato's operations on what is noted about customers are called, and what shows that they worked. */
import type { Json } from "./backroom.ts";
import { ASIDE, areaTrials, must, nth, snaked, type Trials, type World } from "./mercato-world.ts";

export function mercatoCustomerNotes(world: World): Trials {
  const ok = (...asked: [string, string, Json?]) => world().ok(...asked);
  const tagBody = () => ({ slug: `noted-${nth()}`, label: "Noted" });
  const person = async (): Promise<string> =>
    (await ok("POST", "/customers/people", { firstName: "Ada", lastName: "Lind" })).id;
  const tags = areaTrials(world, {
    path: "/customers/tags",
    full: () => ({ ...tagBody(), color: "#33aa55", description: "For those who pay at once." }),
    least: tagBody,
    changes: () => ({ slug: `changed-${nth()}`, label: "Changed", color: null, description: "" }),
    shown: (row, body) => ({
      ...snaked(row),
      description: body.description === "" ? (row.description ?? "") : row.description,
    }),
    wrong: { color: "red", description: 7 },
  });
  const tagsOf = async (id: string): Promise<string[]> =>
    (await ok("GET", `/customers/people?id=${id}`)).items[0].tags.map((each: Json) => each.id);
  const linked = async () => ({
    tagId: (await ok("POST", "/customers/tags", tagBody())).id,
    entityId: await person(),
  });
  const linking = { foreign: "refused" as const, aside: ASIDE };
  const state = async () =>
    (await ok("GET", "/customers/people?pageSize=100")).items.map((each: Json) => [each.id, each.tags]);
  const has = async ({ body }: Json) => (await tagsOf(body.entityId)).includes(body.tagId);
  const words = async (): Promise<Json[]> => (await ok("GET", "/customers/dictionaries/industries")).items;
  const word = async (): Promise<string> =>
    (await ok("POST", "/customers/dictionaries/industries", { value: `Trade ${nth()}` })).id;
  const shownAs = (answer: Json, body: Json) =>
    must(
      Object.keys(body).every((name) => answer[name] === body[name]),
      JSON.stringify(answer),
    );
  const ofWord = { state: words, wrong: { label: 7, color: "red", icon: 7 } };
  const dictionaries: Trials = {
    "GET /customers/dictionaries/currency": () => ({
      ...{ foreign: "its own", state: async () => null, full: async () => ({}) },
      proof: async (_asked, { entries }) =>
        must(
          entries.some((each: Json) => each.value === "EUR"),
          JSON.stringify(entries),
        ),
    }),
    "GET /customers/dictionaries/{kind}": () => ({
      ...{ foreign: "its own", state: async () => null },
      full: async () => ({ params: { kind: "lifecycle_stages" } }),
      proof: async (_asked, { items }) =>
        must(
          items.some((each: Json) => each.value === "lead"),
          JSON.stringify(items),
        ),
    }),
    // 200 for a word that is there; it is there for everybody.
    "POST /customers/dictionaries/{kind}": () => ({
      ...{ ...ofWord, foreign: "its own" },
      full: async () => ({
        params: { kind: "statuses" },
        body: { value: "active", label: "Active", color: "#33aa55", icon: "star" },
      }),
      proof: async ({ body }, answer) => shownAs(answer, body),
      state: async () => (await ok("GET", "/customers/dictionaries/statuses")).items,
    }),
    "PATCH /customers/dictionaries/{kind}/{id}": () => ({
      ...{ ...ofWord, foreign: "refused" },
      full: async () => ({
        params: { kind: "industries", id: await word() },
        body: { value: `Craft ${nth()}`, label: "Craft", color: null, icon: "hammer" },
      }),
      proof: async ({ body }, answer) => shownAs(answer, body),
    }),
    "DELETE /customers/dictionaries/{kind}/{id}": () => ({
      ...{ foreign: "refused", state: words },
      full: async () => ({ params: { kind: "industries", id: await word() } }),
      async proof({ params }, { success }) {
        must(success === true, "no success");
        must(!(await words()).some(({ id }) => id === params?.id), "is still there");
      },
    }),
  };
  const company = async (): Promise<string> =>
    (await ok("POST", "/customers/companies", { displayName: "Firm" })).id;
  const dealt = async () => ({ title: "Bread", personIds: [await person()], companyIds: [await company()] });
  const made = async (path: string, body: Json): Promise<string> => (await ok("POST", path, body)).id;
  const looks = { appearanceIcon: "phone", appearanceColor: "#112233" };
  const noted = async () => ({
    ...{ ...looks, entityId: await person(), dealId: await made("/customers/deals", await dealt()) },
    authorUserId: world().admin.id,
  });
  const activities = areaTrials(world, {
    path: "/customers/activities",
    full: async () => ({
      ...{ ...(await noted()), activityType: "call", subject: "Order" },
      ...{ body: "Wants more.", occurredAt: "2032-05-01T10:00:00.000Z" },
    }),
    least: async () => ({ entityId: await person(), activityType: "call" }),
    changes: () => ({ activityType: "email", subject: null, dealId: null, appearanceIcon: null }),
    wrong: { subject: 7, body: 7, occurredAt: "soon", dealId: "none" },
  });
  const comments = areaTrials(world, {
    path: "/customers/comments",
    full: async () => ({ ...(await noted()), body: "Prefers rye." }),
    least: async () => ({ entityId: await person(), body: "Prefers rye." }),
    changes: () => ({ body: "Prefers spelt.", authorUserId: null, appearanceColor: null }),
    ...{ shown: snaked, wrong: { body: 7, authorUserId: "none" } },
  });
  const deals = areaTrials(world, {
    path: "/customers/deals",
    full: async () => ({
      ...{ ...(await dealt()), description: "For a year.", status: "won", pipelineStage: "closing" },
      ...{ valueAmount: 1200.5, valueCurrency: "EUR", probability: 40, source: "event" },
      ...{ expectedCloseAt: "2032-05-01T10:00:00.000Z", ownerUserId: world().admin.id },
    }),
    least: () => ({ title: "Bread" }),
    changes: () => ({ title: "Cake", valueAmount: null, probability: 0, personIds: [], description: null }),
    shown: snaked,
    wrong: { title: 7, valueAmount: -1, valueCurrency: "euro", probability: 101, personIds: "none" },
  });
  /** Names customers and members that another organization lacks. */
  const ours = (trials: Trials, key: string): Trials => ({
    [key]: () => ({ ...trials[key]!(), foreign: "refused" }),
  });
  const dealDetail: Trials = {
    "GET /customers/deals/{id}": () => ({
      ...{ foreign: "refused", state: async () => null },
      full: async () => ({ params: { id: await made("/customers/deals", await dealt()) } }),
      async proof({ params }, { deal, people, companies }) {
        must(deal.id === params?.id && deal.title === "Bread", JSON.stringify(deal));
        must(people[0].label === "Ada Lind" && companies[0].label === "Firm", JSON.stringify(people));
      },
    }),
  };
  /** A few rows, of which the first is what has just been made. */
  const widget = (path: string, query: string, make: () => Promise<string>): Trials => {
    let latest = "";
    return {
      [`GET /customers/dashboard/widgets/${path}`]: () => ({
        ...{ foreign: "its own", state: async () => null },
        async full() {
          latest = await make();
          return { query };
        },
        proof: async (_asked, { items }) => must(items[0].id === latest, JSON.stringify(items)),
      }),
    };
  };
  const planned = async (): Promise<string> => {
    const id = await person();
    // Sooner than what was planned before.
    const at = new Date(Date.UTC(2031, 0, 1) - nth() * 60_000).toISOString();
    await ok("PUT", "/customers/people", { id, nextInteraction: { at, name: "Call" } });
    return id;
  };
  const format = "/customers/settings/address-format";
  const settings: Trials = {
    [`GET ${format}`]: () => ({
      ...{ foreign: "its own", state: async () => null, full: async () => ({}) },
      proof: async (_asked, { addressFormat }) =>
        must(["line_first", "street_first"].includes(addressFormat), addressFormat),
    }),
    [`PUT ${format}`]: () => ({
      ...{ foreign: "its own", aside: ASIDE, state: async () => ok("GET", format) },
      full: async () => ({ body: { addressFormat: "street_first" } }),
      async proof(_asked, answer) {
        must(answer.addressFormat === "street_first", JSON.stringify(answer));
        must((await ok("GET", format)).addressFormat === "street_first", "is not kept");
      },
    }),
  };
  return {
    ...settings,
    ...widget("new-customers", "limit=2&kind=company", company),
    ...widget("new-deals", "limit=2", async () => made("/customers/deals", await dealt())),
    ...widget("next-interactions", "limit=3&includePast=false", planned),
    ...{ ...activities, ...ours(activities, "POST /customers/activities") },
    ...{ ...comments, ...ours(comments, "POST /customers/comments") },
    ...{ ...deals, ...ours(deals, "POST /customers/deals"), ...dealDetail },
    ...dictionaries,
    ...tags,
    "POST /customers/tags/assign": () => ({
      ...{ ...linking, state },
      full: async () => ({ body: await linked() }),
      proof: async (asked, { id }) => must((await has(asked)) && Boolean(id), "is not tagged"),
    }),
    "POST /customers/tags/unassign": () => ({
      ...{ ...linking, state },
      async full() {
        const body = await linked();
        await ok("POST", "/customers/tags/assign", body);
        return { body };
      },
      proof: async (asked, { id }) => must(!(await has(asked)) && Boolean(id), "is still tagged"),
    }),
  };
}
