/** Pauses between deliveries, and the places at which a test ends a process. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { backoffAfter, MAX_ATTEMPTS } from "../../../shared/events/carrier.ts";

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
