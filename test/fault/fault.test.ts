/** The short profile: promises 1, 2, 3, 4 and 7 under a fixed seed; `npm run fault -- --minutes 30 --seed N` is the long one. */
import { type RigOptions, runRig } from "./rig.ts";
import { tableOf } from "./table.ts";

test("promises 1, 2, 3, 4, 7: processes killed, clocks wrong, lines cut, NATS wiped; nothing lost, nothing doubled", async () => {
  const options: RigOptions = {
    // Wipes NATS, kills one process, cuts MongoDB off, sets a clock wrong, kills all of them.
    seed: 5844,
    seconds: 0,
    faults: 5,
    tenants: 3,
    registers: 2,
    mongo_url: process.env.TEST_MONGO_URL!,
    say: process.env.FAULT_SAY ? (line) => process.stderr.write(`${line}\n`) : undefined,
  };
  const result = await runRig(options);
  process.stdout.write(`${tableOf("short", options, result)}\n`);
  expect(result.lost).toEqual([]);
  expect(result.doubled).toEqual([]);
  expect(result.breaches).toEqual([]);
  // What fails meanwhile is told as unavailable: 500 is a fault of ours.
  expect(result.log.statuses.get(500) ?? 0).toBe(0);
  expect(result.log.accepted()).toBeGreaterThan(20);
  expect(result.webhooks.deliveries).toBeGreaterThan(5);
  expect(result.served_s).toBeLessThan(30);
  expect(result.consistent_s).toBeLessThan(60);
}, 480_000);
