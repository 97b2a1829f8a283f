/** The caller's own JSON. */
import { compileInput, json } from "../../../shared/fields/index.ts";

const check = compileInput({ metadata: json() });
const accepts = (metadata: object): boolean => check({ metadata }).ok;

test("an object that the database's driver takes for something else is refused, at any depth (INV-32)", () => {
  const code = { _bsontype: "Code", code: "while(1){}" };
  for (const bad of [code, { a: { b: [code] } }]) expect(accepts(bad)).toBe(false);
  expect(accepts({ said: '"_bsontype": is a word', a: { b: [1, null] } })).toBe(true);
});
