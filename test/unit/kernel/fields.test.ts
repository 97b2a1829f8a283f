import {
  choice,
  compileInput,
  count,
  date,
  email,
  type FieldTable,
  flag,
  group,
  id,
  instant,
  json,
  list,
  money,
  patterns,
  rate,
  ref,
  tally,
  text,
  timezone,
} from "../../../shared/fields/index.ts";
import { mergeJson } from "../../../shared/service/verbs.ts";

const UUID = "01890a5d-ac96-774b-bcce-b302099a8057";

/** The violations of one value in a field of its own, as "pointer code". */
function refusals(field: FieldTable[string], value: unknown): string[] {
  const checked = compileInput({ it: field })({ it: value });
  return checked.ok ? [] : checked.violations.map(({ pointer, code }) => `${pointer} ${code}`);
}

describe("each kind of field", () => {
  test.each<[string, FieldTable[string], unknown[]]>([
    ["text", text(), ["a", "😀", " a ", "null", "$where", "x".repeat(65_536)]],
    ["text of 2 to 3", text({ min: 2, max: 3 }), ["ab", "abc", "😀😀😀", "e\u0301e"]],
    ["text with a pattern", text({ pattern: patterns.country }), ["DE"]],
    ["money (MON-1)", money(), [0, 1, 1e12]],
    ["money below nothing", money({ min: -5 }), [-5, 0]],
    ["rate (MON-3)", rate(), [0, 1, 1_000_000]],
    ["count", count(), [0, 1e9]],
    ["flag", flag(), [true, false]],
    ["choice", choice(["a", "b"]), ["a", "b"]],
    ["id (ID-1)", id(), [UUID]],
    ["ref", ref("catalog.category"), [UUID]],
    ["instant (TIM-1)", instant(), ["2027-01-31T09:30:00.000Z", "2024-02-29T23:59:59.999Z"]],
    ["date (TIM-2)", date(), ["2027-01-31", "2024-02-29"]],
    ["timezone", timezone(), ["Europe/Berlin", "UTC", "America/Argentina/Buenos_Aires"]],
    ["email", email(), ["a@b.example", "a+b@sub.b.example"]],
    ["list", list(count(), { min: 1, max: 2 }), [[1], [1, 2]]],
    ["group", group({ a: text(), b: count({ optional: true }) }), [{ a: "x" }, { a: "x", b: null }]],
    ["json", json({ keys: 2, bytes: 30 }), [{}, { a: 1, b: { c: [null] } }]],
    ["tally", tally(), [{}, { active: 3, lost: -1 }]],
  ])("%s takes what is right", (_, field, values) => {
    for (const value of values) expect([value, refusals(field, value)]).toEqual([value, []]);
  });

  const notTexts: unknown[] = [1, true, ["a"], { $ne: null }, {}];
  const notNumbers: unknown[] = ["1", "", true, [1], { $gt: 0 }, Number.NaN, Number.POSITIVE_INFINITY];
  const unsafe: unknown[] = [2 ** 53, -(2 ** 53), 1.5, 0.1, 1e300];

  test.each<[string, FieldTable[string], unknown[]]>([
    ["text", text(), [...notTexts, "", "a\u0000b", "\ud800", "x".repeat(65_537)]],
    ["text of 2 to 3", text({ min: 2, max: 3 }), ["a", "😀", "abcd", "😀😀😀😀"]],
    ["text with a pattern", text({ pattern: patterns.country }), ["de", "DEU"]],
    ["money (MON-1)", money(), [...notNumbers, ...unsafe, -1, 1e12 + 1]],
    ["money without its own limits", money({ min: -1e300, max: 1e300 }), [...notNumbers, ...unsafe]],
    ["rate (MON-3)", rate(), [...notNumbers, ...unsafe, -1, 1_000_001]],
    ["count", count(), [...notNumbers, ...unsafe, -1, 1e9 + 1]],
    ["flag", flag(), [0, 1, "true", "", [], {}]],
    ["choice", choice(["a", "b"]), ["c", "", "A", 0, ["a"], { $in: ["a"] }]],
    ["id (ID-1)", id(), [...notTexts, "", `{${UUID}}`, `${UUID} `, UUID.slice(1)]],
    ["ref", ref("catalog.category"), [...notTexts, "x"]],
    [
      "instant (TIM-1)",
      instant(),
      [
        ...notTexts,
        "2027-01-31",
        "2027-01-31T09:30:00",
        "2027-01-31T09:30:00.000+25:00",
        "2027-02-30T09:30:00.000Z",
        "2027-01-31T24:00:00.000Z",
        "2027-01-31T09:30:60.000Z",
      ],
    ],
    ["date (TIM-2)", date(), [...notTexts, "2027-02-29", "2027-13-01", "2027-1-1", "20270101"]],
    ["timezone", timezone(), [...notTexts, "Europe/Nowhere", "+01:00", ""]],
    ["email", email(), [...notTexts, "a", "a@b", "a b@c.example", "@c.example"]],
    ["list", list(count(), { min: 1, max: 2 }), [[], [1, 2, 3], [1, null], [1, "2"], {}, "1", { 0: 1 }]],
    ["group", group({ a: text() }), [{}, { a: null }, { a: 1 }, { a: "x", b: 1 }, [], "x", [{ a: "x" }]]],
    ["json", json({ keys: 2, bytes: 30 }), [{ a: 1, b: 2, c: 3 }, { a: "x".repeat(30) }, [], "{}", 1]],
    ["tally", tally(), [{ a: 1.5 }, { a: "1" }, { a: null }, { a: 2 ** 53 }, [], "x"]],
  ])("%s refuses what is wrong", (_, field, values) => {
    for (const value of values) expect([value, refusals(field, value)]).not.toEqual([value, []]);
  });

  test("null only where a field is optional", () => {
    const kinds = { text, money, rate, count, flag, id, instant, date, timezone, email, json, tally };
    for (const kind of Object.values(kinds)) {
      expect(refusals(kind(), null)).toEqual(["/it required"]);
      expect(refusals(kind({ optional: true }), null)).toEqual([]);
    }
    expect(refusals(choice(["a"]), null)).toEqual(["/it required"]);
    expect(refusals(choice(["a"], { optional: true }), null)).toEqual([]);
    expect(refusals(list(text()), null)).toEqual(["/it required"]);
    expect(refusals(list(text(), { optional: true }), null)).toEqual([]);
    expect(refusals(list(text({ optional: true })), [null])).toEqual([]);
    expect(refusals(group({}), null)).toEqual(["/it required"]);
    expect(refusals(group({}, { optional: true }), null)).toEqual([]);
  });

  test("a field object that stands twice in a table is checked twice", () => {
    const [amount, one] = [money(), id()];
    const checked = compileInput({ a: amount, b: amount, in: group({ c: amount }), i: one, j: one })({
      a: 1,
      b: 1.5,
      in: { c: 1.5 },
      i: UUID,
      j: "x",
    });
    expect(checked).toMatchObject({
      violations: [{ pointer: "/b" }, { pointer: "/in/c" }, { pointer: "/j" }],
    });
  });
});

describe("pointers of violations (RFC 6901)", () => {
  const table = {
    lines: list(
      group({ item: id(), tags: list(text({ max: 3 })), fee: group({ type: text() }, { optional: true }) }),
    ),
  };
  const pointers = (input: unknown) => {
    const checked = compileInput(table)(input);
    return checked.ok ? [] : checked.violations.map(({ pointer, code }) => `${pointer} ${code}`).sort();
  };

  test.each<[string, unknown, string[]]>([
    ["a missing field", {}, ["/lines required"]],
    [
      "a field of the second line",
      { lines: [{ item: UUID, tags: [] }, { tags: [] }] },
      ["/lines/1/item required"],
    ],
    ["a wrong id inside", { lines: [{ item: "x", tags: [] }] }, ["/lines/0/item allowed"]],
    [
      "an element of a list",
      { lines: [{ item: UUID, tags: ["a", "abcd"] }] },
      ["/lines/0/tags/1 string_max"],
    ],
    ["an element with NUL", { lines: [{ item: UUID, tags: ["a", "\u0000"] }] }, ["/lines/0/tags/1 allowed"]],
    ["an element that is null", { lines: [{ item: UUID, tags: [null] }] }, ["/lines/0/tags/0 required"]],
    ["a line that is null", { lines: [null] }, ["/lines/0 required"]],
    [
      "unknown fields at every level",
      { lines: [{ item: UUID, tags: [], fee: { type: "x", odd: 1 }, "a/b": 1, "c~d": 1 }], more: 1 },
      [
        "/lines/0/a~1b unknown_field",
        "/lines/0/c~0d unknown_field",
        "/lines/0/fee/odd unknown_field",
        "/more unknown_field",
      ],
    ],
  ])("%s", (_, input, expected) => expect(pointers(input)).toEqual(expected));

  test.each(["  ", "\t\n", "\u00a0\u2003", "\u200b", "\u2060 \u200d", "\u2800", "\u00ad\u3164"])(
    "a text of blanks only (%j) says nothing, natively as in the document",
    (value) => {
      expect(refusals(text({ max: 20 }), value)).toEqual(["/it allowed"]);
      expect(refusals(list(text({ max: 20 })), [value])).toEqual(["/it/0 allowed"]);
      expect(refusals(text({ max: 20 }), "")).toEqual(["/it string_min"]);
      expect(refusals(text({ max: 20 }), ` ${value}x`)).toEqual([]);
      expect(refusals(text({ optional: true }), value)).toEqual([]);
      expect(new RegExp(String(text({ max: 20 }).schema.pattern), "u").test(value)).toBe(false);
    },
  );

  test.each([
    "a\u0000b@x.org",
    "a@x\u0007.org",
    "a\u200b@x.org",
    "a@x.or\u202eg",
    "a\u0085b@x.org",
    "a\u007f@x.org",
  ])("%j is no e-mail address", (value) => {
    expect(refusals(email(), value)).toEqual(["/it allowed"]);
    expect(new RegExp(String(email().schema.pattern), "u").test(value)).toBe(false);
  });

  test("of a great many the first hundred are told and all are counted", () => {
    const names = Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`odd${i}`, 1]));
    const told = compileInput({ tags: list(text({ max: 3 })) });
    const unknown = told({ tags: [], ...names });
    expect(unknown).toMatchObject({ ok: false, count: 60_000 });
    const elements = told({ tags: Array.from({ length: 3000 }, () => "long"), [`x${"y".repeat(5000)}`]: 1 });
    expect(elements).toMatchObject({ ok: false, count: 3001 });
    for (const each of [unknown, elements]) {
      if (each.ok) throw new Error("accepted");
      expect(each.violations).toHaveLength(100);
      expect(JSON.stringify(each).length).toBeLessThan(20_000);
    }
  });

  test.each([[null], [undefined], ["x"], [1], [[]], [[{}]]])("a body that is %j is no object", (input) => {
    expect(compileInput(table)(input)).toEqual({
      ok: false,
      violations: [{ pointer: "", code: "object", message: "The body must be an object." }],
      count: 1,
    });
  });

  test("names that every object inherits are unknown fields as well", () => {
    for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
      const input = Object.fromEntries([
        ["lines", []],
        [name, 1],
      ] as [string, unknown][]);
      expect(compileInput(table)(input)).toMatchObject({ violations: [{ pointer: `/${name}` }] });
    }
  });

  test("what is allowed is told", () => {
    const checked = compileInput({ size: choice(["s", "m"]), color: text({ optional: true }) })({
      size: "l",
      colour: "red",
    });
    expect(checked).toMatchObject({
      violations: [
        { message: "The 'size' field must be one of: s, m." },
        { message: "There is no field 'colour' here. Allowed: size, color." },
      ],
    });
    expect(
      compileInput({ open: text({ max: 5, pattern: patterns.timeOfDay }) })({ open: "noon" }),
    ).toMatchObject({
      violations: [{ pointer: "/open", message: "The 'open' field must be a time from 00:00 to 23:59." }],
    });
  });
});

describe("defaults, read-only, fixed and hidden fields", () => {
  const table = {
    name: text(),
    units: count({ default: 1 }),
    tags: list(text(), { default: [] }),
    memo: text({ optional: true }),
    kind: choice(["a", "b"], { fixed: true, default: "a" }),
    total: money({ readonly: true }),
    secret: text({ hidden: true, optional: true }),
    lines: list(group({ id: text(), units: count({ default: 1 }), memo: text({ optional: true }) }), {
      optional: true,
    }),
  };
  const create = compileInput(table);
  const change = compileInput(table, "change");

  test("a default stands in for what is absent, as a copy of its own", () => {
    const [one, two] = [create({ name: "x" }), create({ name: "x" })];
    expect(one).toEqual({ ok: true, value: { name: "x", units: 1, tags: [], kind: "a" } });
    if (one.ok && two.ok) expect(one.value.tags).not.toBe(two.value.tags);
    expect(create({ name: "x", units: null })).toMatchObject({ violations: [{ pointer: "/units" }] });
  });

  test("the input itself stays as it was", () => {
    const input = Object.freeze({ name: "x", lines: Object.freeze([Object.freeze({ id: "1" })]) });
    const checked = create(JSON.parse(JSON.stringify(input)));
    expect(checked).toMatchObject({ ok: true });
    const given = { name: "x", lines: [{ id: "1" }] };
    create(given);
    expect(given).toEqual({ name: "x", lines: [{ id: "1" }] });
  });

  test("read-only and hidden fields are refused as if they did not exist", () => {
    for (const name of ["total", "secret", "id", "org_id", "version"])
      expect(create({ name: "x", [name]: 1 })).toMatchObject({
        violations: [{ pointer: `/${name}`, code: "unknown_field" }],
      });
  });

  test("a change may leave everything out, and fills in nothing (API-7, RFC 7396)", () => {
    expect(change({})).toEqual({ ok: true, value: {} });
    expect(change({ memo: "y" })).toEqual({ ok: true, value: { memo: "y" } });
  });

  test("a change clears by null what may be null, nothing else (RFC 7396)", () => {
    expect(change({ memo: null, lines: null })).toEqual({ ok: true, value: { memo: null, lines: null } });
    expect(change({ name: null, units: null, tags: null })).toMatchObject({
      violations: [{ pointer: "/name" }, { pointer: "/units" }, { pointer: "/tags" }],
    });
  });

  test("a change cannot name a fixed, read-only, hidden or unknown field", () => {
    for (const name of ["kind", "total", "secret", "other"])
      expect(change({ [name]: "a" })).toMatchObject({
        violations: [{ pointer: `/${name}`, code: "unknown_field" }],
      });
  });

  test("an array is replaced whole (RFC 7396): its groups are complete, defaults and nulls included", () => {
    const lines = [{ id: "1", units: 1, memo: null }];
    expect(change({ lines: [{ id: "1" }] })).toEqual({ ok: true, value: { lines } });
    expect(create({ name: "x", lines: [{ id: "1" }] })).toMatchObject({ value: { lines } });
    expect(change({ lines: [{}] })).toMatchObject({ violations: [{ pointer: "/lines/0/id" }] });
  });

  test("a change tells what a group leaves out; stored, it is whole", () => {
    const week = {
      hours: group(
        { monday: list(text(), { optional: true }), from: count({ default: 9 }) },
        { optional: true },
      ),
    };
    const checked = compileInput(week, "change")({ hours: {} });
    expect(checked).toEqual({ ok: true, value: { hours: {} } });
    expect(compileInput(week)({ hours: {} })).toEqual({
      ok: true,
      value: { hours: { monday: null, from: 9 } },
    });
    expect(mergeJson(week, { hours: { monday: ["x"], from: 1 } }, { hours: {} })).toEqual({
      hours: { monday: null, from: 9 },
    });
    expect(mergeJson(week, { hours: null }, { hours: null })).toEqual({ hours: null });
  });
});
