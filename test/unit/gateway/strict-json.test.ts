import fc from "fast-check";
import { parseStrictJson } from "../../../gateway/body/strict-json.ts";
import type { Failure } from "../../../shared/errors.ts";

/** The code of the refusal, or null. */
function refusal(text: string): string | null {
  try {
    parseStrictJson(text);
    return null;
  } catch (error) {
    const { code, data } = error as { code: number; data: { errors: [{ code: string }] } };
    expect(code).toBe(400);
    return data.errors[0].code;
  }
}

test.each([
  ['{"a":1,"a":2}'],
  ['{"a":1,"\\u0061":2}'],
  ['{"x":[{"a":1},{"b":{"c":1,"c":1}}]}'],
  ['{"a" :1, "b":2 ,\n"a"\t:3}'],
])("a key that stands twice: %s (API-1)", (text) => expect(refusal(text)).toBe("duplicate_key"));

test.each([
  ['{"__proto__":1}'],
  ['{"\\u005f_proto__":{"admin":true}}'],
  ['{"constructor":{}}'],
  ['{"prototype":1}'],
  ['{"$where":"1"}'],
  ['{"\\u0024where":"1"}'],
  ['{"\\u0024\\u0077here":"1"}'],
  ['{"a":[{"$ne":null}]}'],
  ['{"a.b":1}'],
  ['{"a\\u002eb":1}'],
  ['{"a\\u0000":1}'],
  ['{"x":{"y":[[{"__proto__":1}]]}}'],
])("a dangerous key, however it is spelled: %s (API-1)", (text) =>
  expect(refusal(text)).toBe("forbidden_key"),
);

test("the same words are no harm as values, nor as keys of siblings", () => {
  const text =
    '[{"a":"$where","b":"__proto__"},{"a":"x.y","b":["{\\"$ne\\":1}","constructor"]},{"price$":1}]';
  expect(parseStrictJson(text)).toEqual(JSON.parse(text));
});

const nested = (levels: number, open: string, close: string) =>
  open.repeat(levels) + (open === "[" ? "" : "1") + close.repeat(levels);

test("20 levels pass, 21 do not, and neither does a megabyte of them (API-11)", () => {
  expect(refusal(nested(20, "[", "]"))).toBeNull();
  expect(refusal(nested(21, "[", "]"))).toBe("too_deep");
  expect(refusal(nested(20, '{"a":', "}"))).toBeNull();
  expect(refusal(nested(21, '{"a":', "}"))).toBe("too_deep");
  expect(refusal(nested(500_000, "[", "]"))).toBe("too_deep");
  expect(refusal(`[${"[[[]]],".repeat(50)}[]]`)).toBeNull();
});

test.each([
  ["9007199254740992"],
  ["-9007199254740992"],
  ["9007199254740993"],
  ["1e16"],
  ["1e400"],
  ["-1e400"],
  ["123456789012345678901234567890"],
])("%s would not stay what it is", (number) => {
  for (const text of [number, `[${number}]`, `{"a":{"b":[0,${number}]}}`])
    expect(refusal(text)).toBe("number_too_large");
});

test("API-1: a number that is too large is refused by its place, whatever else the body has", () => {
  const place = (text: string) => {
    try {
      parseStrictJson(text);
    } catch (error) {
      return (error as Failure).data?.errors?.[0]?.pointer;
    }
  };
  expect(place('{"lines":[{"quantity":1},{"price":1e20}]}')).toBe("/lines/1/price");
  expect(place("1e400")).toBe("");
  // Numbered names come first in an object, wherever the text has them.
  expect(place(`{"price":1e20,"0":${"[".repeat(100_000)}${"]".repeat(100_000)}}`)).toBe("/price");
});

test("numbers within 2^53 pass as they are; whether a fraction is meant is its field's to say", () => {
  for (const number of ["9007199254740991", "-9007199254740991", "0.1", "-1.5", "1E3", "1e-7", "0"])
    expect(parseStrictJson(`{"a":${number}}`)).toEqual({ a: Number(number) });
  expect(parseStrictJson("[-0]")).toEqual([-0]);
  expect(refusal('"9007199254740993"')).toBeNull();
});

test.each([
  [""],
  [" "],
  ["{"],
  ["{'a':1}"],
  ['{"a":1,}'],
  ["NaN"],
  ["01"],
  ['"\t"'],
  ['{"a":1} x'],
  ["// x\n1"],
  ["\ufeff{}"],
])("what is not JSON is refused with a pointer to the whole: %j", (text) => {
  expect(refusal(text)).toBe("malformed_json");
});

test("whatever passes is what JSON.parse reads; whatever the text, nothing else is thrown (INV-32)", () => {
  const harmless = fc.jsonValue({ depthSize: "small" });
  fc.assert(
    fc.property(
      fc.oneof(
        harmless.map((value) => JSON.stringify(value)),
        fc.string({ unit: "binary" }),
      ),
      (text) => {
        if (refusal(text) === null) expect(parseStrictJson(text)).toEqual(JSON.parse(text));
      },
    ),
    { numRuns: 500 },
  );
});
