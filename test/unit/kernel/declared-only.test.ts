/** Updates go to the driver as they are: what the table does not declare must not get that far. */
import { tally, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { declaredOnly } from "../../../shared/service/documents.ts";

const fields = {
  name: text(),
  counts: tally({ optional: true }),
  shown: text({ derived: true, readonly: true }),
};
const thing = { service: "test", name: "thing", plural: "things", fields, verbs: [] } as const;
const plain = resource(thing);
const searched = resource({ ...thing, search: ["name"] });

test("declared fields and paths inside them pass; what is undefined is left out", () => {
  const update = {
    $set: { name: "a", deleted_at: undefined },
    $inc: { "counts.one": 1 },
    $unset: { name: undefined },
  };
  expect(declaredOnly(plain, update)).toEqual({ $set: { name: "a" }, $inc: { "counts.one": 1 } });
  expect(declaredOnly(searched, { $set: { words: ["a"] } })).toEqual({ $set: { words: ["a"] } });
});

test.each([["other"], ["other.name"], ["shown"], ["words"]])("'%s' is refused", (name) => {
  expect(() => declaredOnly(plain, { $set: { [name]: 1 } })).toThrow("not a stored field");
});
