import { type Backroom, startBackroom } from "../support/backroom.ts";

let backroom: Backroom;
beforeAll(async () => {
  backroom = await startBackroom();
});
afterAll(() => backroom.stop());

test("a resource's verbs: create, read, change, delete, restore (DEL-1, DEL-2)", async () => {
  const { owner } = backroom;
  const made = await owner.ok.post("/taxes", { name: "Sales tax", rate_ppm: 88750, type: "exclusive" });
  expect(made).toMatchObject({
    name: "Sales tax",
    rate_ppm: 88750,
    scheme: "standard",
    version: 1,
    deleted_at: null,
  });
  expect(await owner.ok.patch(`/taxes/${made.id}`, { rate_ppm: 90000 })).toMatchObject({
    rate_ppm: 90000,
    version: 2,
  });
  const gone = await owner.delete(`/taxes/${made.id}`);
  expect(gone.body.deleted_at).not.toBeNull();
  expect((await owner.ok.get("/taxes")).data).toEqual([]);
  expect((await owner.ok.get("/taxes?deleted=only")).data).toHaveLength(1);
  expect(await owner.ok.post(`/taxes/${made.id}/restore`)).toMatchObject({ deleted_at: null, version: 4 });
});
