/** How Mercato's operations on what is booked are called, and what shows that they worked. */
import type { Json } from "./backroom.ts";
import { ASIDE, areaTrials, must, nth, snaked, type Trials, type World } from "./mercato-world.ts";

const looks = { appearanceIcon: "scissors", appearanceColor: "#112233" };

export function mercatoBooking(world: World): Trials {
  const ok = (...asked: [string, string, Json?]) => world().ok(...asked);
  const made = async (path: string, body: Json): Promise<string> => (await ok("POST", path, body)).id;
  const team = () => made("/booking/teams", { name: "Tailors" });
  const role = (teamId?: string) =>
    made("/booking/team-roles", { name: "Cutter", ...(teamId && { teamId }) });
  const ruleSet = () => made("/booking/availability-rule-sets", { name: "Hours", timezone: "UTC" });
  /** Names rows that another organization lacks. */
  const ours = (trials: Trials, key: string): Trials => ({
    ...trials,
    [key]: () => ({ ...trials[key]!(), foreign: "refused" }),
  });
  const named = { wrong: { name: 7, description: 7 }, shown: snaked };
  const teams = areaTrials(world, {
    ...{ ...named, path: "/booking/teams" },
    full: () => ({ name: "Tailors", description: "They alter coats.", isActive: false }),
    least: () => ({ name: "Tailors" }),
    changes: () => ({ name: "Cutters", description: null }),
  });
  const roles = areaTrials(world, {
    ...{ ...named, path: "/booking/team-roles" },
    full: async () => ({ ...looks, teamId: await team(), name: "Cutter", description: "Cuts cloth." }),
    least: () => ({ name: "Cutter" }),
    changes: () => ({ name: "Sewer", teamId: null, description: null, ...looks, appearanceIcon: null }),
  });
  const inTeam = async () => {
    const teamId = await team();
    return { teamId, roleIds: [await role(teamId)], availabilityRuleSetId: await ruleSet() };
  };
  const members = areaTrials(world, {
    path: "/booking/team-members",
    full: async () => ({
      ...{ ...(await inTeam()), displayName: "Kim", description: "Mornings", tags: ["leather"] },
      userId: world().admin.id,
    }),
    least: () => ({ displayName: "Kim" }),
    changes: () => ({
      ...{ displayName: "Kay", teamId: null, roleIds: [], tags: ["silk"], description: null, userId: null },
      availabilityRuleSetId: null,
    }),
    shown: snaked,
    wrong: { displayName: 7, userId: "none", roleIds: "none", tags: "none", isActive: "perhaps" },
  });
  const types = areaTrials(world, {
    ...{ ...named, path: "/booking/resource-types" },
    full: () => ({ ...looks, name: "Rooms", description: "To fit coats." }),
    least: () => ({ name: "Rooms" }),
    changes: () => ({ name: "Chairs", description: null, appearanceIcon: null, appearanceColor: null }),
  });
  const type = () => made("/booking/resource-types", { name: "Rooms" });
  const resources = areaTrials(world, {
    ...{ ...named, path: "/booking/resources" },
    full: async () => ({
      ...{ ...looks, name: "Room 1", description: "With a window", resourceTypeId: await type() },
      ...{ capacity: 4, capacityUnitValue: "seat", availabilityRuleSetId: await ruleSet(), isActive: true },
    }),
    least: () => ({ name: "Room 1" }),
    changes: () => ({
      ...{ name: "Room 2", description: null, resourceTypeId: null, capacity: 0, capacityUnitValue: null },
      ...{ appearanceIcon: null, appearanceColor: null, availabilityRuleSetId: null, isActive: false },
    }),
  });
  const tags = areaTrials(world, {
    path: "/booking/tags",
    full: () => ({ label: "Quiet", slug: `quiet-${nth()}`, color: "#33aa55", description: "No music." }),
    least: () => ({ label: `Quiet ${nth()}` }),
    changes: () => ({ label: "Silent", slug: `silent-${nth()}`, color: null, description: null }),
    ...{ shown: snaked, wrong: { label: 7, color: "green", description: 7 } },
  });
  const ruleSets = areaTrials(world, {
    ...{ ...named, path: "/booking/availability-rule-sets" },
    full: () => ({ name: "Hours", description: "Until summer", timezone: "Europe/Berlin" }),
    changes: () => ({ name: "Holidays", description: null, timezone: "UTC" }),
    wrong: { ...named.wrong, timezone: "Mars/Olympus" },
  });
  const member = () => made("/booking/team-members", { displayName: "Kim" });
  const ofMember = async () => ({
    ...{ subjectType: "member", subjectId: await member(), timezone: "Europe/Berlin" },
  });
  const rrule = "DTSTART:20320308T080000Z\nDURATION:PT8H0M\nRRULE:FREQ=WEEKLY;BYDAY=MO";
  const rules = areaTrials(world, {
    path: "/booking/availability",
    full: async () => ({
      ...{ ...(await ofMember()), rrule, exdates: ["2032-03-15", "2032-03-22T08:00:00.000Z"] },
      ...{ kind: "availability", note: "By the window" },
    }),
    least: async () => ({ subjectId: await member(), timezone: "UTC", rrule }),
    changes: () => ({
      ...{ rrule: rrule.replace("WEEKLY;BYDAY=MO", "DAILY;COUNT=1"), exdates: [], note: null },
      kind: "unavailability",
    }),
    shown: snaked,
    wrong: { rrule: "RRULE:FREQ=MONTHLY", exdates: "none", note: 7, kind: "perhaps" },
  });
  const rulesOf = async (subjectId: string): Promise<Json[]> =>
    (await ok("GET", `/booking/availability?subjectType=member&subjectIds=${subjectId}`)).items;
  /** One write of several rules. */
  const replacing = (path: string, given: Json, shows: string): Trials => ({
    [`POST /booking/availability-${path}`]: () => ({
      ...{ foreign: "refused" as const, aside: ASIDE },
      state: async () =>
        (await ok("GET", "/booking/availability?pageSize=100")).items.map(({ id }: Json) => id),
      wrong: { windows: [{ start: "soon" }] },
      full: async () => ({ body: { ...(await ofMember()), ...given } }),
      async proof({ body }) {
        const found = await rulesOf(body.subjectId);
        must(found.length === 1 && found[0].rrule === shows, JSON.stringify(found));
      },
    }),
  });
  const lunch = { start: "12:00", end: "14:00" };
  const weekly = replacing(
    "weekly",
    {
      windows: [
        { ...lunch, weekday: 1 },
        { weekday: 2, start: "10:00", end: "10:00" },
      ],
    },
    "DTSTART:20240108T110000Z\nDURATION:PT2H0M\nRRULE:FREQ=WEEKLY;BYDAY=MO",
  );
  const single = replacing(
    "date-specific",
    { dates: ["2032-03-08"], windows: [lunch], kind: "availability", note: "Fair" },
    "DTSTART:20320308T110000Z\nDURATION:PT2H0M\nRRULE:FREQ=DAILY;COUNT=1",
  );
  /** What has these tags, before and after. */
  const linking = (
    path: string,
    body: () => Promise<Json>,
    has: (body: Json) => Promise<boolean>,
  ): Trials => {
    const state = async () => (await ok("GET", `${path}?pageSize=100`)).items.map((each: Json) => each.tags);
    const one = { foreign: "refused" as const, aside: ASIDE, state };
    return {
      [`POST ${path}/tags/assign`]: () => ({
        ...{ ...one, full: async () => ({ body: await body() }) },
        proof: async (asked, { id }) => must((await has(asked.body)) && Boolean(id), "is not tagged"),
      }),
      [`POST ${path}/tags/unassign`]: () => ({
        ...one,
        async full() {
          const given = await body();
          await ok("POST", `${path}/tags/assign`, given);
          return { body: given };
        },
        proof: async (asked, { id }) => must(!(await has(asked.body)) && Boolean(id), "is still tagged"),
      }),
    };
  };
  const tagsOf = async (path: string, id: string): Promise<Json[]> =>
    (await ok("GET", `${path}?id=${id}`)).items[0].tags;
  return {
    ...{ ...teams, ...types, ...tags, ...ruleSets },
    ...{ ...weekly, ...single, ...ours(rules, "POST /booking/availability") },
    ...ours(roles, "POST /booking/team-roles"),
    ...ours(members, "POST /booking/team-members"),
    ...ours(resources, "POST /booking/resources"),
    ...linking(
      "/booking/team-members",
      async () => ({
        memberId: await made("/booking/team-members", { displayName: "Kim" }),
        tag: "leather",
      }),
      async ({ memberId, tag }) => (await tagsOf("/booking/team-members", memberId)).includes(tag),
    ),
    ...linking(
      "/booking/resources",
      async () => ({
        tagId: await made("/booking/tags", { label: `Quiet ${nth()}` }),
        resourceId: await made("/booking/resources", { name: "Room" }),
      }),
      async ({ tagId, resourceId }) =>
        (await tagsOf("/booking/resources", resourceId)).some(({ id }) => id === tagId),
    ),
  };
}
