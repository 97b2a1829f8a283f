/** Checks input against a table of fields. Validators are compiled at their first use, because compiling 900 at start takes a second. */
import FastestValidator, { type ValidationError, type ValidationSchema } from "fastest-validator";
import type { FieldTable, Rule } from "./field.ts";
import { changeRulesOf, rulesOf } from "./tables.ts";

/** One violation of the input: a JSON Pointer (RFC 6901), a code and a sentence. */
export type Violation = { pointer: string; code: string; message: string };

/** Further violations are only counted, so that an answer is not larger than its request. */
export const MOST_VIOLATIONS = 100;

/** `count`: the number of all violations. The first hundred are listed. */
export type Checked =
  | { ok: true; value: Record<string, unknown> }
  | { ok: false; violations: Violation[]; count: number };

// The package's types describe a default export that its CommonJS build does not have.
const Validator = FastestValidator as unknown as typeof FastestValidator.default;

const validator = new Validator({
  useNewCustomCheckerFunction: true,
  considerNullAsAValue: true,
  defaults: { object: { strict: true } },
  messages: {
    allowed: "The '{field}' field must be {expected}.",
    enumValue: "The '{field}' field must be one of: {expected}.",
  },
});

type RuleSource = { source: string; [key: string]: unknown };
type BuiltIn = (
  this: { makeError(error: object): string },
  rule: { schema: Rule; messages: object; index: number },
  path: string,
  context: object,
) => RuleSource;
const builtIn = (validator as unknown as { rules: Record<string, BuiltIn> }).rules;

/**
 * Adds a check to a rule. The package's own `custom` is not used: it is skipped if a field object occurs twice in a table,
 * and its errors do not name the element of a list.
 */
function extend(type: string, more: (error: (parts: object) => string, rule: Rule, self: string) => string) {
  const before = builtIn[type]!;
  builtIn[type] = function (rule, path, context) {
    const made = before.call(this, rule, path, context);
    const error = (parts: object) =>
      this.makeError({ actual: "value", messages: rule.messages, ...parts }).replace(
        "field: field",
        "field: at",
      );
    const source = `
      const at = field;
      const told = errors.length;
      value = (() => { ${made.source} })();
      if (errors.length === told) { ${more(error, rule.schema, `context.rules[${rule.index}].schema`)} }
      return value;`;
    return { ...made, source };
  };
}

for (const type of ["string", "number", "object"]) {
  extend(type, (error, { accepts, allowed, read }, self) =>
    accepts
      ? `if (!${self}.accepts(value)) { ${error({ type: "allowed", expected: JSON.stringify(allowed) })} }
         ${read ? `else value = ${self}.read(value);` : ""}`
      : "",
  );
}

/** Lengths in characters, as JSON Schema counts them: a surrogate pair is one. */
extend("string", (error, { least, most }, self) =>
  most === undefined
    ? ""
    : `const length = ${self}.lengthOf(value);
       if (length < ${least}) { ${error({ type: "stringMin", expected: least })} }
       if (length > ${most}) { ${error({ type: "stringMax", expected: most })} }`,
);

extend("array", (error, { sparse }) =>
  sparse
    ? ""
    : `for (let i = 0; i < value.length; i++) {
         if (value[i] === null || value[i] === undefined) {
           const at = (field ?? "") + "[" + i + "]";
           ${error({ type: "required" })}
         }
       }`,
);

/** A name as a part of a JSON Pointer (RFC 6901). */
const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

/** "lines[0].item_id" → "/lines/0/item_id". */
const pointerOf = (field: string | undefined): string =>
  field
    ? `/${field
        .replace(/\['?([^\]']+)'?\]/g, ".$1")
        .split(".")
        .filter(Boolean)
        .join("/")}`
    : "";

function violationsOf(errors: ValidationError[]): { violations: Violation[]; count: number } {
  const violations: Violation[] = [];
  let count = 0;
  for (const error of errors) {
    const at = pointerOf(error.field);
    const names = error.type === "objectStrict" ? String(error.actual).split(", ") : [null];
    count += names.length;
    for (const name of names.slice(0, MOST_VIOLATIONS - violations.length))
      violations.push(
        name === null
          ? { pointer: at, code: codeOf(error), message: (error.message ?? "").replace(/''/g, "body") }
          : {
              pointer: `${at}/${escaped(name)}`,
              code: "unknown_field",
              message: `There is no field '${brief(name)}' here. Allowed: ${error.expected}.`,
            },
      );
  }
  return { violations, count };
}

/** A name, shortened for messages. */
const brief = (name: string): string => (name.length > 100 ? `${name.slice(0, 100)}…` : name);

const codeOf = (error: ValidationError) => error.type.replace(/([A-Z])/g, (c) => `_${c.toLowerCase()}`);

/** A group is stored with all of its fields. An absent field gets its default, otherwise null. */
export function completeGroup(fields: FieldTable, value: object): Record<string, unknown> {
  const absent = Object.entries(fields).filter(([name, f]) => f.facets.optional && !(name in value));
  return fillDefaults(
    fields,
    { ...Object.fromEntries(absent.map(([name]) => [name, null])), ...value },
    "create",
  );
}

/** Removes repeated words of a list, without regard to case. */
const onceEach = (values: readonly unknown[]): unknown[] => {
  const keys = values.map((each) => (typeof each === "string" ? each.toLowerCase() : each));
  return values.filter((_, i) => keys.indexOf(keys[i]) === i);
};

/** Converts typed text to one Unicode form. */
function oneForm(value: Record<string, unknown>, name: string): unknown {
  const given = value[name];
  if (typeof given === "string") value[name] = given.normalize("NFC");
  else if (Array.isArray(given))
    value[name] = onceEach(given.map((each) => (typeof each === "string" ? each.normalize("NFC") : each)));
  return value[name];
}

/** `change`: RFC 7396 semantics, every field may be absent. */
export type InputMode = "create" | "change";

function fillDefaults(
  fields: FieldTable,
  value: Record<string, unknown>,
  mode: InputMode,
): Record<string, unknown> {
  for (const [name, f] of Object.entries(fields)) {
    const given = f.facets.typed ? oneForm(value, name) : value[name];
    const isMissing = given === undefined || given === null;
    if (isMissing && f.facets.default !== undefined && !f.facets.readonly) {
      if (mode === "create") value[name] = structuredClone(f.facets.default);
    } else if (given && f.fields) value[name] = filledInside(f.kind, f.fields, given, mode);
  }
  return value;
}

/** A value with inner fields, which get their defaults. */
function filledInside(kind: string, fields: FieldTable, given: object, mode: InputMode): unknown {
  // In a change the caller must know which fields are absent, because RFC 7396 does not change these.
  if (kind === "group") return mode === "create" ? completeGroup(fields, given) : given;
  if (kind === "list" && Array.isArray(given))
    return given.map((element) => element && completeGroup(fields, element));
  if (kind !== "changes") return given;
  const named = Object.entries(given).filter(([, each]) => each !== undefined);
  return fillDefaults(fields, Object.fromEntries(named), "change");
}

/**
 * Checks input against a table, strictly at every level. Only spellings of a value are converted to the stored one. The input object does not change.
 */
export function compileInput(fields: FieldTable, mode: InputMode = "create"): (input: unknown) => Checked {
  let check: ((value: unknown) => true | ValidationError[]) | undefined;
  return (input) => {
    if (typeof input !== "object" || input === null || Array.isArray(input)) {
      return {
        ok: false,
        violations: [{ pointer: "", code: "object", message: "The body must be an object." }],
        count: 1,
      };
    }
    check ??= validator.compile({
      ...(mode === "change" ? changeRulesOf(fields) : rulesOf(fields)),
      $$strict: true,
    } as ValidationSchema) as (value: unknown) => true | ValidationError[];
    const value = { ...(input as Record<string, unknown>) };
    const result = check(value);
    if (result !== true) return { ok: false, ...violationsOf(result) };
    // The compiled check writes absent optional fields as undefined; this removes them again.
    for (const name of Object.keys(value)) if (value[name] === undefined) delete value[name];
    return { ok: true, value: fillDefaults(fields, value, mode) };
  };
}
