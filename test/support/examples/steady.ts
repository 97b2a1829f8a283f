/** Recorded exchanges under ids and times of their own, so that a new recording changes nothing but what the API changed. */
import type { Json } from "../backroom.ts";

/** The day of the recording, in the document. The dates that a story chooses are never before its year. */
const DAY = "2031-01-10";
const STORY_YEAR = 2031;

const DAY_MS = 86_400_000;

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
const HASH = /\b[0-9a-f]{64}\b/;
const TIME = /\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d\.\d{3}Z)?/;
const OWNER = /owner@[0-9a-f]{8}\.example/;
const NODE = /backroom-[\w.-]+-\d+-[0-9a-f]{6}/;
const VARIES = new RegExp([ID, HASH, TIME, OWNER, NODE].map((each) => each.source).join("|"), "g");
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

/** `started` is the moment at which the recording began. */
export function steady<T extends Json>(exchanges: readonly T[], started: Date): T[] {
  const ids = new Map<string, string>();
  const hashes = new Map<string, string>();
  const days = Math.round((Date.parse(DAY) - Math.floor(started.getTime() / DAY_MS) * DAY_MS) / DAY_MS);
  const times = new Map<string, string>();

  /** Times keep their day; their time of day is that of the exchange which told of them first. */
  function timeOf(found: string, nth: number): string {
    if (Number(found.slice(0, 4)) >= STORY_YEAR) return found;
    const moved = new Date(Date.parse(found) + days * DAY_MS).toISOString();
    if (!found.includes("T")) return moved.slice(0, 10);
    if (EDGE_OF_HOUR.test(found)) return moved;
    const elapsed = Date.parse(found) < started.getTime() ? 0 : nth + 1;
    const told = new Date(Date.parse(`${DAY}T10:00:00.000Z`) + elapsed * 1000).toISOString();
    return kept(times, found, () => moved.slice(0, 10) + told.slice(10));
  }

  function text(value: string, nth: number): string {
    return value.replace(VARIES, (found) => {
      if (ID.test(found)) return kept(ids, found, () => numbered("01a21000-0000-7000-8000-", 12, ids));
      if (HASH.test(found)) return kept(hashes, found, () => numbered("", 64, hashes));
      if (OWNER.test(found)) return "owner@example.com";
      return NODE.test(found) ? "backroom-shop-1-4021-5ed8c1" : timeOf(found, nth);
    });
  }

  /** A place in a list, without its signature. */
  function cursor(value: string, nth: number): string {
    const signed = Buffer.from(value, "base64url").toString();
    const place = signed.slice(0, signed.lastIndexOf("]") + 1);
    return Buffer.from(text(place, nth)).toString("base64url");
  }

  function steadied(value: Json, nth: number, name = ""): Json {
    if (typeof value === "string" && name === "next_cursor") return cursor(value, nth);
    if (typeof value === typeof measured[name]) return measured[name];
    if (typeof value === "string") return text(value, nth);
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
