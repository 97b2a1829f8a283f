/** TEN-1: a sharded cluster splits rows by their organization only if whatever is unique is unique within it. */
import { serviceNames } from "../../../app/node.ts";
import { loadService } from "../../../services/index.ts";
import { indexesOf } from "../../../shared/resource/model.ts";
import { kernelCollections } from "../../../shared/service/database.ts";

const definitions = await Promise.all(serviceNames.map(loadService));
const resources = definitions.flatMap((definition) => definition.resources);

const beginsWithTenant = (fields: object) => Object.keys(fields)[0] === "org_id";

test("every unique index of every resource begins with the organization", () => {
  const unique = resources.flatMap((resource) =>
    indexesOf(resource)
      .filter(({ options }) => options.unique)
      .map(({ fields }) => ({ name: `${resource.plural}: ${Object.keys(fields)}`, fields })),
  );
  expect(unique.length).toBeGreaterThan(80);
  expect(unique.filter(({ fields }) => !beginsWithTenant(fields)).map(({ name }) => name)).toEqual([]);
});

test("every unique index of the kernel's own collections begins with the organization", () => {
  const unique = kernelCollections.flatMap(({ name, indexes }) =>
    indexes.filter(({ unique: once }) => once).map(({ key }) => ({ name, key })),
  );
  expect(unique.map(({ name }) => name)).toEqual(["_log", "_sagas"]);
  expect(unique.filter(({ key }) => !beginsWithTenant(key)).map(({ name }) => name)).toEqual([]);
});

test("every collection has an index by organization, as a shard key must", () => {
  const without = resources.filter(
    (resource) => !indexesOf(resource).some(({ fields }) => beginsWithTenant(fields)),
  );
  expect(without.map(({ plural }) => plural)).toEqual([]);
});
