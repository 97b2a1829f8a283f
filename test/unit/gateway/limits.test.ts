import { admitted, bucketsOf, ratesOf } from "../../../gateway/limits.ts";
import { keeperOf, type SharedLimits, sharedLimits } from "../../../gateway/shared-limits.ts";

/** A limiter on a clock of ours, which tells how many of several calls pass. */
function bucket(capacity = 100, per_second = 10) {
  let now_ms = 0;
  const rate = { capacity, per_second };
  const buckets = bucketsOf(rate, () => now_ms);
  const take = (key = "k") => {
    try {
      return { passed: true, headers: admitted(buckets.take(key), rate) };
    } catch (error) {
      expect(error).toMatchObject({ code: 429, type: "too_many_requests" });
      return {
        passed: false,
        headers: (error as { data: { headers: Record<string, string> } }).data.headers,
      };
    }
  };
  return {
    at: (ms: number) => {
      now_ms = ms;
    },
    take,
    passing: (calls: number, key?: string) =>
      Array.from({ length: calls }, () => take(key)).filter(({ passed }) => passed).length,
  };
}

test("at t=0, 105 calls: 100 pass, 5 get 429; at t=1 s, 15 calls: 10 pass (RAT-2)", () => {
  const { at, passing } = bucket();
  expect(passing(105)).toBe(100);
  at(1000);
  expect(passing(15)).toBe(10);
});

test("ten a second never fail, however long and however unevenly the clock ticks (RAT-2)", () => {
  const { at, passing } = bucket();
  for (let second = 0; second < 600; second++) {
    at(second * 1000 + (second % 3) / 7);
    expect(passing(10)).toBe(10);
  }
});

test("a refusal costs nothing: who goes on calling is let through as soon as one fits (RAT-1)", () => {
  const { at, passing } = bucket();
  passing(100);
  for (const ms of [1, 50, 99]) {
    at(ms);
    expect(passing(50)).toBe(0);
  }
  at(100);
  expect(passing(2)).toBe(1);
});

test("Retry-After is when a call fits again, at least one second; the other headers on every answer (RAT-1)", () => {
  const { at, take, passing } = bucket();
  expect(take().headers).toEqual({
    "RateLimit-Limit": "100",
    "RateLimit-Remaining": "99",
    "RateLimit-Reset": "1",
  });
  passing(99);
  const refused = take();
  expect(refused.headers).toEqual({
    "RateLimit-Limit": "100",
    "RateLimit-Remaining": "0",
    "RateLimit-Reset": "10",
    "Retry-After": "1",
  });
  at(Number(refused.headers["Retry-After"]) * 1000);
  expect(take().passed).toBe(true);
  const slow = bucket(1, 0.25);
  slow.take();
  expect(slow.take().headers["Retry-After"]).toBe("4");
  slow.at(3999);
  expect(slow.take().passed).toBe(false);
  slow.at(4000);
  expect(slow.take().passed).toBe(true);
});

test("every key has its own bucket; an idle one is empty again, never more than empty", () => {
  const { at, passing } = bucket();
  expect(passing(105, "a")).toBe(100);
  expect(passing(105, "b")).toBe(100);
  at(3_600_000);
  expect(passing(105, "a")).toBe(100);
});

describe("several gateways (RAT-2)", () => {
  const rate = { capacity: 100, per_second: 10 };
  const names = ["a", "b", "c"];

  /** Gateways that ask each other; those named in `deaf` do not answer. */
  function gateways(deaf: string[] = []) {
    const all = new Map<string, SharedLimits>();
    for (const own of names) {
      const ask = async (node: string, key: string) => {
        if (deaf.includes(node)) throw new Error("no answer");
        return all.get(node)!.kept(key);
      };
      all.set(own, sharedLimits(rate, { own, all: () => names, ask }));
    }
    return (node: string, key: string) => Promise.resolve(all.get(node)!.take(key));
  }

  const passing = async (calls: number, key: string, take: ReturnType<typeof gateways>) => {
    const taken = await Promise.all(Array.from({ length: calls }, (_, i) => take(names[i % 3]!, key)));
    return taken.filter(({ passes }) => passes).length;
  };

  test("share one bucket per key: 105 calls over three of them, 100 pass", async () => {
    const take = gateways();
    expect(await passing(105, "k", take)).toBe(100);
    expect(await passing(105, "another", take)).toBe(100);
  });

  test("while the keeper is out of reach, each lets its share through", async () => {
    const keeper = keeperOf("k", names);
    const passed = await passing(300, "k", gateways([keeper]));
    // A third each from the two that cannot ask; the keeper itself counts on.
    expect(passed).toBe(33 + 33 + 100);
  });

  test("one that goes away moves only the keys that it kept", () => {
    const keys = Array.from({ length: 300 }, (_, i) => `key ${i}`);
    const before = keys.map((key) => keeperOf(key, names));
    const after = keys.map((key) => keeperOf(key, ["a", "b"]));
    keys.forEach((_, i) => {
      if (before[i] !== "c") expect(after[i]).toBe(before[i]);
    });
    expect(new Set(before)).toEqual(new Set(names));
  });
});

test("the stricter buckets are shares of what a key may send, and raised or lowered with it (RAT-3)", () => {
  expect(Object.fromEntries(ratesOf({ capacity: 100, per_second: 10 }))).toEqual({
    request: { capacity: 100, per_second: 10 },
    sign_in: { capacity: 20, per_second: 2 },
    export: { capacity: 10, per_second: 1 },
    search: { capacity: 50, per_second: 5 },
    classification: { capacity: 20, per_second: 2 },
  });
  const own = ratesOf({ capacity: 4, per_second: 1, shares: { export: 0.01, search: 1 } });
  expect(own.get("export")).toEqual({ capacity: 1, per_second: 0.01 });
  expect(own.get("search")).toEqual({ capacity: 4, per_second: 1 });
});
