/**
 * `npm run fault -- --minutes 30 --seed N [--tenants 3] [--registers 5] [--members]`: the long profile, on its own MongoDB
 * and NATS. With `--members` MongoDB is a replica set of three, whose primary steps down or is killed every 20 seconds.
 */
import { parseArgs } from "node:util";
import { startMongo } from "../../shared/provision/mongo.ts";
import { startReplicaSet } from "../support/replica-set.ts";
import { type RigOptions, runRig } from "./rig.ts";
import { tableOf } from "./table.ts";

const text = (value: string) => ({ type: "string", default: value }) as const;
const { values } = parseArgs({
  options: {
    minutes: text("30"),
    seed: text(String(Date.now() % 1_000_000)),
    tenants: text("3"),
    registers: text("5"),
    members: { type: "boolean", default: false },
  },
});

process.once("SIGINT", () => process.exit(130));
const members = values.members ? await startReplicaSet() : undefined;
const mongo = members ?? (await startMongo({ ephemeral: true, log: console.log }));
// Where the test's helpers start and clean up.
process.env.TEST_MONGO_URL = mongo.url;
try {
  const options: RigOptions = {
    seed: Number(values.seed),
    seconds: Number(values.minutes) * 60,
    tenants: Number(values.tenants),
    registers: Number(values.registers),
    mongo_url: mongo.url,
    members,
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
