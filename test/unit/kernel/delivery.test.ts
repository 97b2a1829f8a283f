/** Pauses between deliveries, and the places at which a test ends a process. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { fail } from "../../../shared/errors.ts";
import { backoffAfter, MAX_ATTEMPTS } from "../../../shared/events/carrier.ts";
import { isUnavailable } from "../../../shared/events/unavailable.ts";

test("ten deliveries, then a dead letter (EVT-4); the pauses grow up to ten minutes", () => {
  expect(MAX_ATTEMPTS).toBe(10);
  const pauses = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, i) => backoffAfter(i + 1));
  expect(pauses).toEqual([100, 500, 1000, 5000, 15_000, 60_000, 120_000, 300_000, 600_000]);
  expect(backoffAfter(MAX_ATTEMPTS)).toBe(600_000);
  expect(backoffAfter(1000)).toBe(600_000);
});

test("a crash point ends the process as kill -9 does: the named one, no other", async () => {
  const file = join(import.meta.dirname, "../../../shared/saga/crash.ts");
  const program = `
    const { crashPoint } = await import(${JSON.stringify(file)});
    for (const name of ["checkout.pivot", "checkout.pivot.before", ""]) crashPoint(name);
    console.log("alive");
    crashPoint("checkout.pivot.after");
    console.log("still alive");`;
  const run = (at?: string) => {
    const { BACKROOM_CRASH_AT: _, ...env } = process.env;
    return promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], {
      env: { ...env, ...(at === undefined ? {} : { BACKROOM_CRASH_AT: at }) },
    });
  };
  const [unarmed, armed] = await Promise.allSettled([run(), run("checkout.pivot.after")]);
  expect(unarmed).toMatchObject({ value: { stdout: "alive\nstill alive\n" } });
  expect(armed).toMatchObject({ reason: { signal: "SIGKILL", stdout: "alive\n" } });
});

test("what was away is asked again within seconds, however often it was away, and never given up for it", () => {
  const network = Object.assign(new Error("connection 7 closed"), { name: "MongoNetworkError" });
  const transient = Object.assign(new Error("aborted"), {
    hasErrorLabel: (label: string) => label === "TransientTransactionError",
  });
  for (const error of [network, transient, fail("unavailable", "Busy.")]) {
    expect(isUnavailable(error)).toBe(true);
    expect([1, 5, 9, 50].map((attempt) => backoffAfter(attempt, error))).toEqual([100, 5000, 5000, 5000]);
  }
  for (const error of [new TypeError("x is undefined"), fail("conflict", "No."), undefined]) {
    expect(isUnavailable(error)).toBe(false);
    expect(backoffAfter(9, error)).toBe(600_000);
  }
});
