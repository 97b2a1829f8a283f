/** Recorded exchanges under ids and times of their own, so that a new recording changes nothing but what the API changed. */
import type { Json } from "../backroom.ts";

/** The day of the recording, in the document. The dates that a story chooses are never before its year. */
const DAY = "2031-01-10";
const STORY_YEAR = 2031;

const DAY_MS = 86_400_000;

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
/** An id behind a word that says of what. */
const NAMED_ID = /(?<=[a-z]_)[0-9a-f]{24,32}\b/;
const HASH = /\b[0-9a-f]{64}\b/;
/** What opens a link, or is a secret that stands alone. */
const TOKEN = /(?<=\/(?:files|pictures|onboarding)\/)[\w-]{43,}|^[\w-]{43,}$/;
const TIME = /\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{3})?Z)?/;
const OWNER = /owner@[0-9a-f]{8}\.example/;
const NODE = /backroom-[\w.-]+-\d+-[0-9a-f]{6}/;
const VARIES = new RegExp(
  [ID, NAMED_ID, HASH, TOKEN, TIME, OWNER, NODE].map((each) => each.source).join("|"),
  "g",
);
/** The first and the last moment of an hour: computed, not measured. */
const EDGE_OF_HOUR = /:(00:00\.000|59:59\.999)Z$/;

/** What differs between recordings though nothing has changed: durations, counters, the machine. */
const measured: Readonly<Record<string, Json>> = {
  ...{
    took_ms: 150,
    duration_ms: 150,
    open: 4,
    in_use: 0,
    waiting: 0,
    unpublished: 0,
    oldest_unpublished_ms: 0,
    lag: 0,
  },
  ...{ at: Date.parse(`${DAY}T10:00:00Z`) / 1000, requests: 12, failed: 0, host: "shop-1" },
};

/** `started` is the moment at which the recording began; `figures` are values of fields that are measured. */
export function steady<T extends Json>(exchanges: readonly T[], started: Date, figures = measured): T[] {
  const ids = new Map<string, string>();
  const hashes = new Map<string, string>();
  const tokens = new Map<string, string>();
  const days = Math.round((Date.parse(DAY) - Math.floor(started.getTime() / DAY_MS) * DAY_MS) / DAY_MS);
  const times = new Map<string, string>();

  /** Times keep their day; their time of day is that of the exchange which told of them first. */
  function timeOf(found: string, nth: number): string {
    if (Number(found.slice(0, 4)) >= STORY_YEAR) return found;
    const moved = new Date(Date.parse(found) + days * DAY_MS).toISOString();
    if (!found.includes("T")) return moved.slice(0, 10);
    if (EDGE_OF_HOUR.test(found)) return moved;
    const isWhole = !found.includes(".");
    const elapsed = !isWhole && Date.parse(found) < started.getTime() ? 0 : nth + 1;
    const told = new Date(Date.parse(`${DAY}T10:00:00.000Z`) + elapsed * 1000).toISOString();
    // A whole minute was chosen by the story.
    if (isWhole && found.endsWith(":00Z")) return `${moved.slice(0, 19)}Z`;
    // Whole seconds may or may not be the same from one exchange to the next.
    if (isWhole) return `${moved.slice(0, 10)}${told.slice(10, 19)}Z`;
    return kept(times, found, () => moved.slice(0, 10) + told.slice(10));
  }

  /** The same id may stand elsewhere with dashes. */
  function namedId(found: string): string {
    if (found.length < 32) return kept(ids, found, () => numbered("", found.length, ids));
    const dashed = found.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    return text(dashed, 0).replaceAll("-", "");
  }

  const uuids = () => numbered("01a21000-0000-7000-8000-", 12, ids);
  /** What differs from run to run, by its form, and what stands for it. */
  const forms: readonly [RegExp, (found: string, nth: number) => string][] = [
    [OWNER, () => "owner@example.com"],
    [NODE, () => "backroom-shop-1-4021-5ed8c1"],
    [ID, (found) => kept(ids, found, uuids)],
    [/^[0-9a-f]{24,32}$/, namedId],
    [HASH, (found) => kept(hashes, found, () => numbered("", 64, hashes))],
    [/^[\w-]{43,}$/, (found) => kept(tokens, found, () => numbered("example-", 35, tokens))],
    [TIME, timeOf],
  ];
  function text(value: string, nth: number): string {
    return value.replace(VARIES, (found) => {
      const [, standsFor] = forms.find(([form]) => form.test(found))!;
      return standsFor(found, nth);
    });
  }

  /** A place in a list, without its signature. */
  function cursor(value: string, nth: number): string {
    const signed = Buffer.from(value.split(".")[0]!, "base64url").toString();
    const place = signed.slice(0, signed.lastIndexOf("]") + 1);
    return Buffer.from(text(place, nth)).toString("base64url");
  }

  function steadied(value: Json, nth: number, name = ""): Json {
    if (typeof value === "string" && /^next_?cursor$/i.test(name)) return cursor(value, nth);
    if (typeof value === typeof figures[name]) return figures[name];
    // A long name of an operation looks like a token.
    if (typeof value === "string") return name === "operation" ? value : text(value, nth);
    if (Array.isArray(value)) return value.map((each) => steadied(each, nth));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries<Json>(value).map(([each, inner]) => [each, steadied(inner, nth, each)]),
    );
  }
  return exchanges.map((each, nth) => steadied(each, nth));
}

function kept(map: Map<string, string>, found: string, name: () => string): string {
  const before = map.get(found);
  if (before !== undefined) return before;
  const after = name();
  map.set(found, after);
  return after;
}

const numbered = (beginning: string, digits: number, before: ReadonlyMap<string, string>): string =>
  beginning + String(before.size + 1).padStart(digits, "0");
