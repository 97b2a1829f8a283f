/** The JSON Schema that documentation shows and the validator that decides say the same (API-12). */
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { inputSchema } from "../../../gateway/dialects/native/input-schema.ts";
import {
  type AnyField,
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
  rate,
  tally,
  text,
} from "../../../shared/fields/index.ts";

const UUID = "01890a5d-ac96-774b-bcce-b302099a8057";
const run = { numRuns: 100 };
const ajv = new Ajv2020({ strict: false, addUsedSchema: false, inlineRefs: false });
addFormats.default(ajv);

/** A field together with values near its edges; junk is added everywhere. */
type Sample = { field: AnyField; values: fc.Arbitrary<unknown> };

const junk = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 2 ** 53, "", "a", [], {}, [null], { a: 1 }, "😀"),
  fc.jsonValue({ maxDepth: 1 }),
);
const facets = fc.constantFrom<object>({}, { optional: true });
const near = (...edges: number[]) => fc.constantFrom(...edges.flatMap((edge) => [edge - 1, edge, edge + 1]));

const leaf: fc.Arbitrary<Sample> = facets.chain((own) =>
  fc.constantFrom<Sample>(
    {
      field: text({ ...own, min: 2, max: 4 }),
      values: fc.string({ unit: fc.constantFrom("a", "😀", "é", "\n"), maxLength: 6 }),
    },
    {
      field: text({ ...own, pattern: { regex: /^[a-z]+\d?$/, allowed: "letters and a digit" } }),
      values: fc.constantFrom("a", "a1", "1", "aé", "a1 "),
    },
    { field: money(own), values: near(0, 1e12) },
    { field: rate({ ...own, min: 5 }), values: near(5, 1e6) },
    { field: count({ ...own, default: 3 }), values: near(0, 1e9) },
    { field: money({ ...own, min: -(2 ** 53), max: 2 ** 53 }), values: near(2 ** 52, -(2 ** 52)) },
    { field: flag(own), values: fc.boolean() },
    { field: choice(["a", "b"], own), values: fc.constantFrom("a", "b", "c", "") },
    { field: id(own), values: fc.constantFrom(UUID, UUID.toUpperCase(), `urn:uuid:${UUID}`, `${UUID}0`) },
    {
      field: instant(own),
      values: fc.constantFrom(
        "2027-01-31T09:30:00.000Z",
        "2027-01-31T09:30:00Z",
        "2027-01-31T09:30:00.000+00:00",
        "2027-02-29T00:00:00.000Z",
        "2024-02-29T23:59:60.000Z",
        "2024-02-29T24:00:00.000Z",
        "2027-01-31 09:30:00.000Z",
      ),
    },
    {
      field: date(own),
      values: fc.constantFrom("2027-01-31", "2027-02-29", "2024-02-29", "2027-1-1", "0000-01-01"),
    },
    {
      field: email(own),
      values: fc.constantFrom("a@b.example", "a@b", "a@@b.example", `${"a".repeat(65)}@b.example`),
    },
    { field: json({ ...own, keys: 2 }), values: fc.dictionary(fc.constantFrom("a", "b", "c"), fc.integer()) },
    { field: tally(own), values: fc.dictionary(fc.constantFrom("a", "b"), near(0, 2 ** 53 - 1)) },
  ),
);

const listOf = (inner: fc.Arbitrary<Sample>): fc.Arbitrary<Sample> =>
  fc.tuple(inner, facets).map(([{ field, values }, own]) => ({
    field: list(field, { ...own, min: 1, max: 3 }) as AnyField,
    values: fc.array(fc.oneof({ weight: 6, arbitrary: values }, { weight: 1, arbitrary: junk }), {
      maxLength: 4,
    }),
  }));

type Table = { fields: FieldTable; inputs: fc.Arbitrary<Record<string, unknown>> };

const tableOf = (inner: fc.Arbitrary<Sample>): fc.Arbitrary<Table> =>
  fc.array(inner, { minLength: 1, maxLength: 4 }).map((samples) => {
    const named = samples.map((sample, i) => [`f${i}`, sample] as const);
    const values = Object.fromEntries(
      named.map(([name, sample]) => [
        name,
        fc.oneof({ weight: 8, arbitrary: sample.values }, { weight: 1, arbitrary: junk }),
      ]),
    );
    return {
      fields: Object.fromEntries(named.map(([name, { field }]) => [name, field])),
      inputs: fc
        .tuple(
          fc.oneof(
            { weight: 4, arbitrary: fc.record(values) },
            { weight: 1, arbitrary: fc.record(values, { requiredKeys: [] }) },
          ),
          fc.oneof(
            { weight: 6, arbitrary: fc.constant({}) },
            { weight: 1, arbitrary: fc.dictionary(fc.constantFrom("odd", "constructor"), fc.integer()) },
          ),
        )
        .map(([known, unknown]) => ({ ...known, ...unknown })),
    };
  });

const groupOf = (inner: fc.Arbitrary<Sample>): fc.Arbitrary<Sample> =>
  fc.tuple(tableOf(inner), facets).map(([{ fields, inputs }, own]) => ({
    field: group(fields, own) as AnyField,
    values: inputs,
  }));

const groups = groupOf(leaf);
const sample = fc.oneof(
  { weight: 4, arbitrary: leaf },
  { weight: 1, arbitrary: listOf(leaf) },
  { weight: 1, arbitrary: groups },
  { weight: 1, arbitrary: listOf(groups) },
);

/** Beyond JSON Schema: text has no NUL and no lone surrogate, whatever its field. */
const isPlain = (value: unknown): boolean => {
  const told = JSON.stringify(value);
  return !told.includes("\\u0000") && !told.includes("\\ud");
};

test.each(["create", "change"] as const)("schema and validator agree on %s input", (mode) => {
  let [accepted, refused] = [0, 0];
  fc.assert(
    fc.property(
      tableOf(sample).chain(({ fields, inputs }) =>
        fc.tuple(fc.constant(fields), fc.array(inputs, { minLength: 10, maxLength: 15 })),
      ),
      ([fields, inputs]) => {
        const accepts = ajv.compile(inputSchema(fields, mode === "change"));
        const check = compileInput(fields, mode);
        for (const input of inputs.filter(isPlain)) {
          const checked = check(structuredClone(input));
          if (accepts(input)) accepted += 1;
          else refused += 1;
          expect({ input, accepted: checked.ok }).toEqual({ input, accepted: accepts(input) });
        }
      },
    ),
    run,
  );
  // The sample is worth something only when both happen often.
  expect(Math.min(accepted, refused)).toBeGreaterThan(150);
});

test("what the schema cannot say is refused by the validator alone", () => {
  const table = { a: text({ optional: true }), b: json({ optional: true }) };
  const accepts = new Ajv2020({ strict: false }).compile(inputSchema(table, false));
  for (const input of [{ a: "\u0000" }, { a: "\ud800" }, { b: { long: "x".repeat(16_384) } }]) {
    expect(accepts(input)).toBe(true);
    expect(compileInput(table)(input).ok).toBe(false);
  }
});
