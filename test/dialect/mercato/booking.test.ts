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
