/** JSON under API-1 and API-11: without duplicate or dangerous keys, numbers that a double cannot hold, or deep nesting. */
import { fail, invalidField } from "../../shared/errors.ts";

const MAX_DEPTH = 20;
const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

/** Parses a body; refusals name the place. */
export function parseStrictJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : "";
    throw fail("validation_failed", "The body is not JSON.", {
      errors: [{ pointer: "", code: "malformed_json", message: why.slice(0, 200) }],
    });
  }
  // JSON.parse has checked the grammar; the rest checks only keys, numbers and depth.
  scan(text, value);
  return value;
}

function scan(text: string, value: unknown): void {
  const objects: (Set<string> | null)[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) {
      const end = endOfString(text, i);
      const keys = objects[objects.length - 1];
      if (keys && followedByColon(text, end)) checkKey(text.slice(i, end + 1), keys);
      i = end;
    } else if (beginsNumber(code)) i = checkNumber(text, i, value);
    else nest(objects, code);
  }
}

const beginsNumber = (code: number): boolean => code === 0x2d || (code >= 0x30 && code <= 0x39);

/** Follows the brackets: the keys of each open object, null for an open list. */
function nest(objects: (Set<string> | null)[], code: number): void {
  if (code === 0x7d || code === 0x5d) objects.pop();
  if (code !== 0x7b && code !== 0x5b) return;
  objects.push(code === 0x7b ? new Set() : null);
  if (objects.length > MAX_DEPTH)
    throw invalidField("", "too_deep", `JSON may be at most ${MAX_DEPTH} levels deep.`);
}

function endOfString(text: string, start: number): number {
  for (let i = start + 1; ; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x5c) i += 1;
    else if (code === 0x22) return i;
  }
}

function followedByColon(text: string, end: number): boolean {
  let i = end + 1;
  while (text.charCodeAt(i) <= 0x20) i += 1;
  return text.charCodeAt(i) === 0x3a;
}

function checkKey(quoted: string, keys: Set<string>): void {
  const key = quoted.includes("\\") ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
  if (keys.has(key)) throw invalidField(`/${key}`, "duplicate_key", `The key '${key}' stands twice.`);
  if (FORBIDDEN.has(key) || key.startsWith("$") || key.includes(".") || key.includes("\u0000")) {
    throw invalidField(
      `/${key}`,
      "forbidden_key",
      "Keys may not start with $, contain a dot or be named like a prototype.",
    );
  }
  keys.add(key);
}

const isTooLarge = (number: number): boolean => !(Math.abs(number) <= Number.MAX_SAFE_INTEGER);

/** Where a value contains a number that is too large. What is nested too deeply to be accepted is not searched. */
function placeOfTooLarge(value: unknown, depth = 0): string | undefined {
  if (typeof value === "number") return isTooLarge(value) ? "" : undefined;
  if (typeof value !== "object" || value === null || depth === MAX_DEPTH) return undefined;
  for (const [name, each] of Object.entries(value)) {
    const within = placeOfTooLarge(each, depth + 1);
    if (within !== undefined) return `/${name}${within}`;
  }
  return undefined;
}

/** Returns the index of the number's last character. */
function checkNumber(text: string, start: number, value: unknown): number {
  let end = start;
  while (end + 1 < text.length && "0123456789+-.eE".includes(text[end + 1]!)) end += 1;
  if (isTooLarge(Number(text.slice(start, end + 1)))) {
    const place = placeOfTooLarge(value) ?? "";
    throw invalidField(place, "number_too_large", "Numbers must be within 2^53 in absolute value.");
  }
  return end;
}
