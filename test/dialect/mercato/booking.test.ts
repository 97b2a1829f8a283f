/** Teams and resources that are booked, in Mercato and natively (13). */
import type { Json } from "../../support/backroom.ts";
import { beginTenant, type Office, signedIn, startOffice } from "../../support/mercato.ts";

let office: Office;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(() => office?.stop());

const [TEAMS, ROLES, MEMBERS, TYPES, RESOURCES, TAGS, SETS] = [
  ...["teams", "team-roles", "team-members", "resource-types", "resources", "tags"],
  "availability-rule-sets",
].map((each) => `/booking/${each}`) as [string, string, string, string, string, string, string];
const ok = (...asked: [string, string, Json?, Record<string, string>?]): Promise<Json> =>
  office.admin.ok(...asked);
const made = async (path: string, body: Json): Promise<string> => (await ok("POST", path, body)).id;
const rowOf = async (path: string, id: string): Promise<Json> =>
  (await ok("GET", `${path}?id=${id}`)).items[0];
const idsOf = async (path: string, query: string): Promise<string[]> =>
  (await ok("GET", `${path}?${query}`)).items.map((each: Json) => each.id);
const told = async (...asked: [string, string, Json?, Record<string, string>?]): Promise<unknown[]> => {
  const { status, body } = await office.admin.say(...asked);
  return [status, body.details?.[0].path];
};
const team = (name = "Tailors") => made(TEAMS, { name });
const role = (teamId?: string) => made(ROLES, { name: "Cutter", teamId });
const ruleSet = () => made(SETS, { name: "Hours", timezone: "Europe/Berlin" });

describe("teams", () => {
  test("tell how many members they and their roles have, and rows name both (MRC-BKG-6)", async () => {
    const { admin, owner } = office;
    const [teamId, other] = [await team(), await team("Sewers")];
    const [cutter, sewer] = [await role(teamId), await role()];
    const kim = await made(MEMBERS, {
      ...{ displayName: "Kim", teamId, roleIds: [cutter, sewer, cutter], userId: admin.id },
      tags: ["leather", "leather"],
    });
    const gone = await made(MEMBERS, { displayName: "Lou", teamId, roleIds: [cutter] });
    await ok("DELETE", MEMBERS, { id: gone });
    const counts = async () => [
      ...[(await rowOf(TEAMS, teamId)).memberCount, (await rowOf(TEAMS, other)).memberCount],
      ...[(await rowOf(ROLES, cutter)).memberCount, (await rowOf(ROLES, sewer)).memberCount],
    ];
    expect(await counts()).toEqual([1, 0, 1, 1]);
    expect(await rowOf(MEMBERS, kim)).toMatchObject({
      ...{ display_name: "Kim", team_id: teamId, role_ids: [cutter, sewer], tags: ["leather"] },
      ...{ team: { id: teamId, name: "Tailors" }, user: { id: admin.id, email: admin.email } },
      ...{ is_active: true, availability_rule_set_id: null, description: null },
    });
    expect((await rowOf(ROLES, cutter)).team).toEqual({ id: teamId, name: "Tailors" });
    expect((await rowOf(ROLES, sewer)).team).toBeNull();
    expect(await owner.ok.get(`/teams/${teamId}`)).toMatchObject({ member_count: 1 });
    expect(await owner.ok.patch(`/team-roles/${sewer}`, { color: "#112233" })).toMatchObject({
      ...{ member_count: 1, color: "#112233" },
    });
    await ok("PUT", MEMBERS, { id: kim, roleIds: [sewer], teamId: other });
    expect(await counts()).toEqual([0, 1, 0, 1]);
  });

  test("and roles stay as long as members have them; roles outlive their team (MRC-BKG-5)", async () => {
    const teamId = await team();
    const roleId = await role(teamId);
    const id = await made(MEMBERS, { displayName: "Kim", teamId, roleIds: [roleId] });
    expect(await told("DELETE", TEAMS, { id: teamId })).toEqual([409, undefined]);
    expect(await told("DELETE", ROLES, { id: roleId })).toEqual([409, undefined]);
    await ok("PUT", MEMBERS, { id, teamId: null });
    await ok("DELETE", TEAMS, { id: teamId });
    expect(await rowOf(ROLES, roleId)).toMatchObject({ team_id: null, team: null, memberCount: 1 });
    await ok("DELETE", MEMBERS, { id });
    await ok("DELETE", ROLES, { id: roleId });
    expect(await idsOf(ROLES, `ids=${roleId}`)).toEqual([]);
  });

  test("take members of the organization, and roles and teams that are there (MRC-BKG-5)", async () => {
    const strangers = await office.organization("Strangers");
    await beginTenant(office.url, strangers);
    const stranger = await signedIn(office, strangers, "stranger@office.example");
    const gone = await role();
    await ok("DELETE", ROLES, { id: gone });
    for (const [given, path] of [
      [{ userId: stranger.id }, ["userId"]],
      [{ teamId: crypto.randomUUID() }, ["teamId"]],
      [{ roleIds: [gone] }, ["roleIds", "0"]],
      [{ availabilityRuleSetId: crypto.randomUUID() }, ["availabilityRuleSetId"]],
    ] as const)
      expect(await told("POST", MEMBERS, { displayName: "Kim", ...given })).toEqual([400, path]);
  });

  test("are found by what they are and have (MRC-W-12, MRC-W-13)", async () => {
    const [teamId, roleId] = [await team("Dyers"), await role()];
    const active = await made(MEMBERS, { displayName: "Robin Dye", teamId, roleIds: [roleId] });
    const idle = await made(MEMBERS, { displayName: "Robin Wool", teamId, isActive: false });
    for (const [query, found] of [
      [`teamId=${teamId}&sortField=displayName`, [active, idle]],
      [`teamId=${teamId}&isActive=yes`, [active]],
      [`teamId=${teamId}&isActive=0`, [idle]],
      [`roleId=${crypto.randomUUID()},${roleId}`, [active]],
      ["search=woo+rob", [idle]],
    ] as const)
      expect([query, await idsOf(MEMBERS, query)]).toEqual([query, found]);
    expect(await idsOf(TEAMS, "search=dye&isActive=true")).toEqual([teamId]);
  });

  test("a member gets a word once and loses it once (MRC-BKG-5)", async () => {
    const memberId = await made(MEMBERS, { displayName: "Kim", tags: ["silk"] });
    const given = { memberId, tag: "leather" };
    const link = await ok("POST", `${MEMBERS}/tags/assign`, given);
    expect((await rowOf(MEMBERS, memberId)).tags).toEqual(["silk", "leather"]);
    expect(await told("POST", `${MEMBERS}/tags/assign`, given)).toEqual([409, ["tag"]]);
    expect(await ok("POST", `${MEMBERS}/tags/unassign`, given)).toEqual(link);
    expect((await told("POST", `${MEMBERS}/tags/unassign`, given))[0]).toBe(404);
    await Promise.all(["one", "two"].map((tag) => ok("POST", `${MEMBERS}/tags/assign`, { memberId, tag })));
    expect((await rowOf(MEMBERS, memberId)).tags.sort()).toEqual(["one", "silk", "two"]);
  });
});

describe("resources", () => {
  test("keep their unit as it was when it was chosen (MRC-BKG-5)", async () => {
    const [units] = (await ok("GET", "/dictionaries")).items.filter(
      (each: Json) => each.key === "booking.capacity_units",
    );
    const entry = { value: "bench", label: "Benches", color: "#aabbcc", icon: "bench" };
    const word = await ok("POST", `/dictionaries/${units.id}/entries`, entry);
    const id = await made(RESOURCES, { name: "Room", capacity: 3, capacityUnitValue: "bench" });
    const unit = {
      capacity_unit_name: "Benches",
      capacity_unit_color: "#aabbcc",
      capacity_unit_icon: "bench",
    };
    expect(await rowOf(RESOURCES, id)).toMatchObject({ capacity_unit_value: "bench", ...unit });
    await ok("DELETE", `/dictionaries/${units.id}/entries/${word.id}`);
    await ok("PUT", RESOURCES, { id, capacity: 4, capacityUnitValue: "bench" });
    expect(await rowOf(RESOURCES, id)).toMatchObject({ capacity: 4, ...unit });
    await ok("PUT", RESOURCES, { id, capacityUnitValue: null });
    expect(await rowOf(RESOURCES, id)).toMatchObject({ capacity_unit_value: null, capacity_unit_name: null });
    const again = { id, capacityUnitValue: "bench" };
    expect(await told("PUT", RESOURCES, again)).toEqual([400, ["capacityUnitValue"]]);
    expect(await told("PUT", RESOURCES, { id, capacity: -1 })).toEqual([400, ["capacity"]]);
  });

  test("types of resources and sets of rules stay as long as they are used (MRC-BKG-5, MRC-BKG-6)", async () => {
    const { owner } = office;
    const [resourceTypeId, availabilityRuleSetId] = [await made(TYPES, { name: "Rooms" }), await ruleSet()];
    const id = await made(RESOURCES, { name: "Room", resourceTypeId, availabilityRuleSetId });
    expect((await rowOf(TYPES, resourceTypeId)).resourceCount).toBe(1);
    expect(await owner.ok.get(`/resource-types/${resourceTypeId}`)).toMatchObject({ resource_count: 1 });
    expect(await told("DELETE", TYPES, { id: resourceTypeId })).toEqual([400, undefined]);
    expect(await told("DELETE", SETS, { id: availabilityRuleSetId })).toEqual([409, undefined]);
    const memberId = await made(MEMBERS, { displayName: "Kim", availabilityRuleSetId });
    await ok("DELETE", RESOURCES, { id });
    await ok("DELETE", TYPES, { id: resourceTypeId });
    expect(await told("DELETE", SETS, { id: availabilityRuleSetId })).toEqual([409, undefined]);
    await ok("DELETE", MEMBERS, { id: memberId });
    await ok("DELETE", SETS, { id: availabilityRuleSetId });
  });

  test("have tags, which are there once by their slug; a list has a hundred (MRC-BKG-5)", async () => {
    const tagId = await made(TAGS, { label: "Very quiet" });
    expect(await rowOf(TAGS, tagId)).toMatchObject({ slug: "very-quiet", color: null });
    expect(await told("POST", TAGS, { label: "Very Quiet!" })).toEqual([409, ["slug"]]);
    expect((await ok("GET", TAGS)).pageSize).toBe(100);
    const kept = await made(TAGS, { label: "Bright" });
    const resourceId = await made(RESOURCES, { name: "Room", tags: [kept] });
    const link = await ok("POST", `${RESOURCES}/tags/assign`, { tagId, resourceId });
    expect(await told("POST", `${RESOURCES}/tags/assign`, { tagId, resourceId })).toEqual([409, ["tagId"]]);
    expect((await rowOf(RESOURCES, resourceId)).tags).toEqual([
      expect.objectContaining({ id: kept, slug: "bright", label: "Bright", color: null }),
      expect.objectContaining({ id: tagId, slug: "very-quiet" }),
    ]);
    expect(await idsOf(RESOURCES, `tagIds=${tagId},${crypto.randomUUID()}`)).toEqual([resourceId]);
    expect(await ok("POST", `${RESOURCES}/tags/unassign`, { tagId, resourceId })).toEqual(link);
    expect((await told("POST", `${RESOURCES}/tags/unassign`, { tagId, resourceId }))[0]).toBe(404);
    const unknown = { tagId: crypto.randomUUID(), resourceId };
    expect(await told("POST", `${RESOURCES}/tags/assign`, unknown)).toEqual([400, ["tagId"]]);
    await ok("DELETE", TAGS, { id: kept });
    expect((await rowOf(RESOURCES, resourceId)).tags).toEqual([]);
  });
});

describe("availability", () => {
  const RULES = "/booking/availability";
  const member = () => made(MEMBERS, { displayName: "Kim" });
  const weekly = (subjectId: string, windows: Json[], more: Json = {}) =>
    ok("POST", `${RULES}-weekly`, { subjectType: "member", subjectId, timezone: "UTC", windows, ...more });
  const onDates = (subjectId: string, more: Json) =>
    ok("POST", `${RULES}-date-specific`, { subjectType: "member", subjectId, timezone: "UTC", ...more });
  const rulesOf = async (subjectId: string): Promise<Json[]> =>
    (await ok("GET", `${RULES}?subjectIds=${subjectId}&sortField=createdAt`)).items;
  const freeOf = async (path: string, from = "2027-03-08", to = "2027-03-16"): Promise<string[]> =>
    (await office.owner.ok.get(`${path}/free-time?from=${from}T00:00:00Z&to=${to}T00:00:00Z`)).free.map(
      ({ start_at, end_at }: Json) => `${start_at.slice(5, 16)} ${end_at.slice(5, 16)}`,
    );
  const mondays = [{ weekday: 1, start: "09:00", end: "17:00" }];

  test("the vector: weekly, on one date, and not on a part of it (MRC-BKG-4)", async () => {
    const subjectId = await member();
    expect(await weekly(subjectId, mondays)).toEqual({ ok: true });
    const lunch = [{ start: "12:00", end: "14:00" }];
    expect(await onDates(subjectId, { dates: ["2027-03-08"], windows: lunch })).toEqual({ ok: true });
    await ok("POST", RULES, {
      ...{ subjectType: "member", subjectId, timezone: "UTC", kind: "unavailability" },
      rrule: "DTSTART:20270308T130000Z\nDURATION:PT30M\nRRULE:FREQ=DAILY;COUNT=1",
    });
    expect(await freeOf(`/team-members/${subjectId}`)).toEqual([
      ...["03-08T12:00 03-08T13:00", "03-08T13:30 03-08T14:00"],
      "03-15T09:00 03-15T17:00",
    ]);
    const cut = await freeOf(`/team-members/${subjectId}`, "2027-03-09", "2027-03-15");
    expect(cut).toEqual([]);
  });

  test("weekly rules replace weekly and daily ones; single dates stay, and the other way round (MRC-BKG-4)", async () => {
    const subjectId = await member();
    const daily = "DTSTART:20270308T080000Z\nDURATION:PT1H0M\nRRULE:FREQ=DAILY";
    await ok("POST", RULES, { subjectId, timezone: "UTC", rrule: daily });
    await onDates(subjectId, { dates: ["2027-03-08", "2027-03-09"], kind: "unavailability", note: "Fair" });
    const empty = { weekday: 2, start: "10:00", end: "10:00" };
    await weekly(subjectId, [...mondays, empty], { timezone: "Europe/Berlin" });
    const written = (rows: Json[]) => rows.map(({ rrule, kind, note }) => [rrule, kind, note]).sort();
    const monday = "DTSTART:20240108T080000Z\nDURATION:PT8H0M\nRRULE:FREQ=WEEKLY;BYDAY=MO";
    const whole = (day: string) => `DTSTART:${day}T000000Z\nDURATION:PT24H0M\nRRULE:FREQ=DAILY;COUNT=1`;
    const [eighth, ninth] = [whole("20270308"), whole("20270309")];
    expect(written(await rulesOf(subjectId))).toEqual([
      [monday, "availability", null],
      [eighth, "unavailability", "Fair"],
      [ninth, "unavailability", "Fair"],
    ]);
    await onDates(subjectId, { dates: ["2027-03-08"], windows: [] });
    expect(written(await rulesOf(subjectId))).toEqual([
      [monday, "availability", null],
      [ninth, "unavailability", "Fair"],
    ]);
  });

  test("a bad value is named and changes nothing (MRC-BKG-2, MRC-BKG-4)", async () => {
    const subjectId = await member();
    await weekly(subjectId, mondays);
    const before = await rulesOf(subjectId);
    const of = { subjectType: "member", subjectId, timezone: "UTC" };
    const elsewhere = { ...of, subjectId: crypto.randomUUID() };
    const rrule = "DTSTART:20270308T080000Z\nDURATION:PT1H0M\nRRULE:FREQ=DAILY";
    for (const [path, body, field] of [
      [`${RULES}-weekly`, { ...of, windows: [{ weekday: 7, start: "09:00", end: "10:00" }] }, "windows"],
      [`${RULES}-weekly`, { ...of, windows: [{ weekday: 1, start: "9", end: "10:00" }] }, "windows"],
      [`${RULES}-weekly`, { ...of, timezone: "Mars/Olympus", windows: mondays }, "timezone"],
      [`${RULES}-weekly`, { ...elsewhere, windows: mondays }, "subjectId"],
      [`${RULES}-weekly`, { ...of, subjectType: "room", windows: mondays }, "subjectType"],
      [`${RULES}-date-specific`, { ...of, dates: ["2027-02-30"] }, "dates"],
      [`${RULES}-date-specific`, { ...of, dates: [] }, "dates"],
      [RULES, { ...of, rrule: rrule.replace("DAILY", "MONTHLY") }, "rrule"],
      [RULES, { ...of, rrule, exdates: ["someday"] }, "exdates"],
      [RULES, { ...of, rrule, timezone: "Mars/Olympus" }, "timezone"],
      [RULES, { ...elsewhere, rrule }, "subjectId"],
    ] as const) {
      const [status, named] = await told("POST", path, body);
      expect([path, status, (named as string[])?.[0]]).toEqual([path, 400, field]);
    }
    expect(await rulesOf(subjectId)).toEqual(before);
  });

  test("a rule changes its words and keeps its subject; what it leaves out is kept (MRC-BKG-2)", async () => {
    const [subjectId, other] = [await member(), await member()];
    const rrule = "DTSTART:20270308T080000Z\nDURATION:PT2H0M\nRRULE:FREQ=WEEKLY;BYDAY=MO";
    const id = await made(RULES, { subjectId, timezone: "Europe/Berlin", rrule, exdates: ["2027-03-15"] });
    expect(await freeOf(`/team-members/${subjectId}`, "2027-03-01", "2027-03-23")).toEqual([
      ...["03-08T08:00 03-08T10:00", "03-22T08:00 03-22T10:00"],
    ]);
    await ok("PUT", RULES, { id, rrule: rrule.replace("0308T080000", "0309T090000"), note: "Later" });
    const [row] = await rulesOf(subjectId);
    expect(row).toMatchObject({
      ...{ subject_type: "member", timezone: "Europe/Berlin", note: "Later", exdates: ["2027-03-15"] },
      rrule: "DTSTART:20270309T090000Z\nDURATION:PT2H0M\nRRULE:FREQ=WEEKLY;BYDAY=TU",
    });
    expect(await told("PUT", RULES, { id, subjectId: other })).toEqual([400, ["subjectId"]]);
    await ok("DELETE", RULES, { id });
    expect(await rulesOf(subjectId)).toEqual([]);
  });

  test("rules of one's own take the place of those of the set, with which they go (MRC-BKG-3, MRC-BKG-5)", async () => {
    const set = await ruleSet();
    await weekly(set, mondays, { subjectType: "ruleset" });
    const resourceId = await made(RESOURCES, { name: "Room", availabilityRuleSetId: set });
    const path = `/bookable-resources/${resourceId}`;
    expect(await freeOf(path)).toEqual(["03-08T09:00 03-08T17:00", "03-15T09:00 03-15T17:00"]);
    await weekly(resourceId, [{ weekday: 2, start: "10:00", end: "11:00" }], { subjectType: "resource" });
    expect(await freeOf(path)).toEqual(["03-09T10:00 03-09T11:00"]);
    await ok("DELETE", RESOURCES, { id: resourceId });
    expect(await rulesOf(resourceId)).toEqual([]);
    await ok("DELETE", SETS, { id: set });
    expect(await rulesOf(set)).toEqual([]);
  });

  test("of two who replace a week at once one counts whole (MRC-BKG-4)", async () => {
    const subjectId = await member();
    const weeks = [1, 2, 3, 4].map((weekday) =>
      [8, 10, 12].map((hour) => ({
        weekday,
        start: `${String(hour).padStart(2, "0")}:00`,
        end: `${hour + 1}:00`,
      })),
    );
    await Promise.all(
      weeks.map((windows) =>
        weekly(
          subjectId,
          windows.map((each) => ({ ...each, end: each.end.padStart(5, "0") })),
        ),
      ),
    );
    const rows = await rulesOf(subjectId);
    expect([rows.length, new Set(rows.map(({ rrule }) => rrule.slice(-2))).size]).toEqual([3, 1]);
  });

  test("a rule belongs where its subject does (MRC-SCP-4)", async () => {
    const north = await made("/directory/organizations", { name: "Far north" });
    const inNorth = { Cookie: `om_selected_org=${north}` };
    const { id: subjectId } = await ok("POST", MEMBERS, { displayName: "Kim" }, inNorth);
    await weekly(subjectId, mondays);
    const { items } = await ok("GET", `${RULES}?subjectIds=${subjectId}`, undefined, inNorth);
    expect(items).toEqual([expect.objectContaining({ organization_id: north })]);
    const home = await member();
    const foreign = { subjectId: home, timezone: "UTC", windows: mondays };
    expect(await told("POST", `${RULES}-weekly`, foreign, inNorth)).toEqual([400, ["subjectId"]]);
  });
});

test("what belongs to another business unit is not there (MRC-SCP-4, MRC-INV-6)", async () => {
  const north = await made("/directory/organizations", { name: "North" });
  const inNorth = { Cookie: `om_selected_org=${north}` };
  const [teamId, roleId] = [await team(), await role()];
  const resourceId = await made(RESOURCES, { name: "Room" });
  for (const path of [TEAMS, ROLES, RESOURCES])
    expect((await ok("GET", path, undefined, inNorth)).items).toEqual([]);
  expect((await told("PUT", TEAMS, { id: teamId, name: "Mine" }, inNorth))[0]).toBe(404);
  expect((await told("DELETE", ROLES, { id: roleId }, inNorth))[0]).toBe(404);
  const tagId = (await ok("POST", TAGS, { label: "Northern" }, inNorth)).id;
  const linked = { tagId, resourceId };
  expect((await told("POST", `${RESOURCES}/tags/assign`, linked, inNorth))[0]).toBe(404);
  expect(await told("POST", MEMBERS, { displayName: "Kim", teamId }, inNorth)).toEqual([400, ["teamId"]]);
  await ok("POST", MEMBERS, { displayName: "Kim" }, inNorth);
});

test("those who may only look change nothing, natively as here (MRC-FEA-7)", async () => {
  const { owner } = office;
  const { role: viewers } = await owner.ok.post("/roles", { name: "Lookers", features: ["booking.view"] });
  const looker = await signedIn(office, owner, "looker@office.example", [viewers.id]);
  expect((await looker.say("GET", TEAMS)).status).toBe(200);
  for (const [path, feature] of [
    [TEAMS, "booking.manage_team"],
    [RESOURCES, "booking.manage_resources"],
    [SETS, "booking.manage_availability"],
  ] as const) {
    const { status, body } = await looker.say("POST", path, { name: "Mine", timezone: "UTC" });
    expect([status, body.requiredFeatures]).toEqual([403, [feature]]);
  }
});
