/** The tree of business units, which Mercato calls organizations (2.4, 5.3). */
import type { Json } from "../../support/backroom.ts";
import { type Office, signedIn, startOffice } from "../../support/mercato.ts";
import { breachesIn } from "../../support/verified.ts";

let office: Office;
const UNITS = "/directory/organizations";
const ok = (method: string, path: string, body?: Json) => office.admin.ok(method, path, body);
const unit = async (name: string, parentId?: string, more: Json = {}): Promise<string> =>
  (await ok("POST", UNITS, { name, ...(parentId ? { parentId } : {}), ...more })).id;
const managed = async (query = ""): Promise<Json[]> =>
  (await ok("GET", `${UNITS}?view=manage&pageSize=100${query}`)).items;
const one = async (id: string): Promise<Json> => (await managed(`&ids=${id}`))[0];

let root: string;
beforeAll(async () => {
  office = await startOffice();
  root = (await managed()).find(({ parentId }) => parentId === null)!.id;
});
afterAll(() => office?.stop());

test("derived columns of the whole tree are right after every change (MRC-ORG-1, MRC-INV-5)", async () => {
  const north = await unit("North", root);
  const [west, east] = [await unit("West", north), await unit("East", north)];
  const harbor = await unit("Harbor", west);
  expect(await one(harbor)).toMatchObject({
    ...{ parentId: west, rootId: root, depth: 3, treePath: [root, north, west, harbor].join("/") },
    ...{ ancestorIds: [root, north, west], childIds: [], descendantIds: [] },
  });
  expect((await one(north)).childIds).toEqual([east, west]);
  expect(new Set((await one(north)).descendantIds)).toEqual(new Set([west, east, harbor]));
  await ok("PUT", UNITS, { id: west, parentId: root });
  expect(await one(harbor)).toMatchObject({ depth: 2, ancestorIds: [root, west] });
  expect((await one(north)).descendantIds).toEqual([east]);
});

test("neither itself, nor what is below it, nor one of another tenant becomes a parent (MRC-ORG-2)", async () => {
  const [top, below] = [await unit("Top", root), ""];
  const child = await unit("Child", top);
  const grandchild = await unit("Grandchild", child);
  expect(below).toBe("");
  for (const body of [
    { id: top, parentId: top },
    { id: top, parentId: grandchild },
    { id: top, parentId: crypto.randomUUID() },
    { id: child, childIds: [child] },
    { id: child, childIds: [top] },
  ]) {
    const said = await office.admin.say("PUT", UNITS, body);
    expect([body, said.status]).toEqual([body, 400]);
  }
  expect((await office.admin.say("DELETE", `${UNITS}?id=${root}`)).status).toBe(400);
});

test("children are taken along by name, and move up when their unit is deleted (MRC-ORG-2)", async () => {
  const [first, second] = [await unit("First", root), await unit("Second", root)];
  const parent = await unit("Parent", root, { childIds: [first, second] });
  expect((await one(parent)).childIds).toEqual([first, second]);
  await ok("DELETE", `${UNITS}?id=${parent}`);
  expect(await managed(`&ids=${parent}`)).toEqual([]);
  expect(await one(first)).toMatchObject({ parentId: root, depth: 1 });
});

test("there are a flat list, a tree, and pages (MRC-ORG-3)", async () => {
  const top = await unit("View", root);
  const leaf = await unit("View leaf", top);
  const { items } = await ok("GET", UNITS);
  expect(items.find(({ id }: Json) => id === leaf)).toMatchObject({
    parentId: top,
    parentName: "View",
    depth: 2,
  });
  const tree = await ok("GET", `${UNITS}?view=tree`);
  const nodeOf = (nodes: Json[], id: string): Json | undefined =>
    nodes.flatMap((each) => (each.id === id ? [each] : (nodeOf(each.children, id) ?? [])))[0];
  expect(nodeOf(tree.items, top)!.children.map(({ id }: Json) => id)).toEqual([leaf]);
  const page = await ok("GET", `${UNITS}?view=manage&pageSize=1&search=view leaf`);
  expect(page).toMatchObject({ total: 1, page: 1, pageSize: 1, items: [{ id: leaf }] });
  await ok("PUT", UNITS, { id: leaf, isActive: false });
  const flat = async (query: string) =>
    (await ok("GET", `${UNITS}?${query}`)).items.map(({ id }: Json) => id).includes(leaf);
  expect([await flat(""), await flat("includeInactive=true"), await flat("status=inactive")]).toEqual([
    ...[false, true, true],
  ]);
});

test("whoever has no unit sees an empty page, not a refusal (MRC-W-15)", async () => {
  const south = await unit("South", root);
  const user = await signedIn(office, office.owner, "south@units.example", ["employee"], {
    business_unit_id: south,
  });
  await ok("POST", "/customers/people", { firstName: "Root", lastName: "Only" });
  const page = (await user.say("GET", "/customers/people")) as Json;
  expect([page.status, page.body.total]).toEqual([200, 0]);
});

test("the verifier finds no breach (MRC-INV-5)", async () => {
  expect(await breachesIn(office)).toEqual([]);
});
