/** Leaky buckets (RAT-1, RAT-3): capacity and leak per key, by a monotonic clock, with bounded memory. */
import { fail } from "../shared/errors.ts";

type Bucket = { level: number; at_ms: number };
/** The result for one call: whether it fits, and the level after it. */
export type Taken = { passes: boolean; level: number };
export type Rate = { capacity: number; per_second: number };
export type Buckets = { take(key: string): Taken };

/** What has a stricter bucket of its own, beside the one of all requests: its share of that one's rate (RAT-3). */
export const strictKinds = {
  sign_in: { share: 0.2, many: "sign-ins and codes" },
  export: { share: 0.1, many: "exports" },
  search: { share: 0.5, many: "searches" },
  classification: { share: 0.2, many: "classifications" },
} as const;

export type StrictKind = keyof typeof strictKinds;
export type LimitKind = StrictKind | "request";
/** The rate of all requests of a key; shares that differ from the table's. */
export type Limits = Rate & { shares?: Partial<Record<StrictKind, number>> };

export const strictNames = Object.keys(strictKinds) as readonly StrictKind[];

/** The rate of each kind; even the smallest share lets one through. */
export function ratesOf({ capacity, per_second, shares = {} }: Limits): ReadonlyMap<LimitKind, Rate> {
  const strict = strictNames.map((kind): [LimitKind, Rate] => {
    const share = shares[kind] ?? strictKinds[kind].share;
    return [kind, { capacity: Math.max(1, Math.round(capacity * share)), per_second: per_second * share }];
  });
  return new Map([["request", { capacity, per_second }], ...strict]);
}

const MAX_BUCKETS = 50_000;

/** `take` counts one call of a key. */
export function bucketsOf(
  { capacity, per_second }: Rate,
  now: () => number = () => performance.now(),
): Buckets {
  const buckets = new Map<string, Bucket>();

  function forgetEmpty(at_ms: number): void {
    for (const [key, bucket] of buckets) {
      if (bucket.level - ((at_ms - bucket.at_ms) / 1000) * per_second <= 0) buckets.delete(key);
    }
  }

  return {
    take(key) {
      const at_ms = now();
      let bucket = buckets.get(key);
      if (!bucket) {
        if (buckets.size >= MAX_BUCKETS) forgetEmpty(at_ms);
        bucket = { level: 0, at_ms };
        buckets.set(key, bucket);
      }
      bucket.level = Math.max(0, bucket.level - ((at_ms - bucket.at_ms) / 1000) * per_second);
      bucket.at_ms = at_ms;
      const passes = bucket.level + 1 <= capacity;
      if (passes) bucket.level += 1;
      return { passes, level: bucket.level };
    },
  };
}

/** The RateLimit headers of a call that passes; throws 429 with `Retry-After` for one that does not. */
export function admitted(
  { passes, level }: Taken,
  { capacity, per_second }: Rate,
  kind: LimitKind = "request",
): Record<string, string> {
  const headers = {
    "RateLimit-Limit": String(capacity),
    "RateLimit-Remaining": String(Math.max(0, Math.floor(capacity - level))),
    "RateLimit-Reset": String(Math.ceil(level / per_second)),
  };
  if (passes) return headers;
  const wait = Math.max(1, Math.ceil((level + 1 - capacity) / per_second));
  const many = kind === "request" ? "requests" : strictKinds[kind].many;
  throw fail(
    "too_many_requests",
    `Too many ${many}: a key may send ${capacity} at once and ${per_second} per second.`,
    {
      headers: { ...headers, "Retry-After": String(wait) },
    },
  );
}
