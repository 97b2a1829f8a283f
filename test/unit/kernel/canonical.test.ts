import fc from "fast-check";
import { canonicalJson } from "../../../shared/events/canonical.ts";
import { linkHash } from "../../../shared/events/chain.ts";

const run = { numRuns: 300 };

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, shuffled(member)]),
  );
};

test("keys are sorted at every level, arrays keep their order (LED-6)", () => {
  expect(canonicalJson({ b: [2, 1, { d: 1, c: null }], a: "é\n" })).toBe(
    '{"a":"é\\n","b":[2,1,{"c":null,"d":1}]}',
  );
  expect(canonicalJson({ a10: 1, a9: 1, A: 1, "": 1 })).toBe('{"":1,"A":1,"a10":1,"a9":1}');
});

test("undefined is absent in an object and null in an array, as on the wire", () => {
  expect(canonicalJson({ a: undefined, b: [undefined] })).toBe('{"b":[null]}');
  expect(canonicalJson(undefined)).toBe("null");
  expect(canonicalJson(-0)).toBe("0");
});

test("the same value gives the same text, and the text the value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(shuffled(value))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    run,
  );
});

test("a link covers its predecessor and its content (AUD-3)", () => {
  const first = linkHash("", { a: 1, b: 2 });
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(linkHash("", { b: 2, a: 1 })).toBe(first);
  expect(linkHash("", { a: 1, b: 3 })).not.toBe(first);
  expect(linkHash(first, { a: 1, b: 2 })).not.toBe(first);
});
