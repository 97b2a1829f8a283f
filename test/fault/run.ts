/** `npm run fault -- --minutes 30 --seed N [--tenants 3] [--registers 5]`: the long profile, on its own MongoDB and NATS. */
import { parseArgs } from "node:util";
import { startMongo } from "../../shared/provision/mongo.ts";
import { type RigOptions, runRig } from "./rig.ts";
import { tableOf } from "./table.ts";

const text = (value: string) => ({ type: "string", default: value }) as const;
const { values } = parseArgs({
  options: {
    minutes: text("30"),
    seed: text(String(Date.now() % 1_000_000)),
    tenants: text("3"),
    registers: text("5"),
  },
});

process.once("SIGINT", () => process.exit(130));
const mongo = await startMongo({ ephemeral: true, log: console.log });
// Where the test's helpers start and clean up.
process.env.TEST_MONGO_URL = mongo.url;
try {
  const options: RigOptions = {
    seed: Number(values.seed),
    seconds: Number(values.minutes) * 60,
    tenants: Number(values.tenants),
    registers: Number(values.registers),
    mongo_url: mongo.url,
    say: (line) => process.stdout.write(`${line}\n`),
  };
  const result = await runRig(options);
  process.stdout.write(`${tableOf(`${values.minutes} minutes`, options, result)}\n`);
  const { lost, doubled, breaches, served_s, consistent_s, log } = result;
  const late = served_s > 30 || consistent_s > 60;
  const ours = log.statuses.get(500) ?? 0;
  if (lost.length + doubled.length + breaches.length + ours > 0 || late) process.exitCode = 1;
} finally {
  await mongo.stop();
}
