/** Preferences of the menu: null counts as absent, and what was kept is shown (MRC-NAV-1). */
import { type Office, startOffice } from "../../support/mercato.ts";

let office: Office;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(() => office?.stop());

test("null for any preference is the same as leaving it out", async () => {
  const nothing = Object.fromEntries(
    ["version", "groupOrder", "groupLabels", "itemLabels", "hiddenItems", "applyToRoles", "clearRoleIds"].map(
      (name) => [name, null],
    ),
  );
  const path = "/auth/sidebar/preferences";
  const given = { ...nothing, hiddenItems: ["/backend/quotes"] };
  const { status, body } = await office.admin.say("PUT", path, given);
  expect([status, body.appliedRoles, body.clearedRoles]).toEqual([200, [], []]);
  expect(body.settings).toMatchObject({ version: 1, groupOrder: [], hiddenItems: ["/backend/quotes"] });
  expect((await office.admin.say("GET", path)).body.settings).toEqual(body.settings);
});
