/** What goes wrong while a rig works: each is over when its promise resolves. */
import { rm } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { type LocalNats, startNats } from "../../shared/provision/nats.ts";
import type { Cluster } from "../support/processes.ts";
import type { ReplicaSet } from "../support/replica-set.ts";
import { until } from "../support/until.ts";
import type { Hooks } from "./hooks.ts";
import type { Ailment, Line } from "./proxy.ts";
import type { Random } from "./random.ts";

export type Rig = {
  cluster: Cluster;
  gateway_port: string;
  hooks: Hooks;
  /** Where the rig keeps what it does not keep in memory. */
  dir: string;
  nats: { server: LocalNats; dir: string };
  /** None to MongoDB where its members fail by themselves. */
  lines: { mongo: Line | null; nats: Line };
  members?: ReplicaSet | undefined;
  random: Random;
};

/**
 * A process again, as it was started, or with a clock that is off. Anything on this machine may have taken the gateway's port
 * meanwhile, for a connection of its own: then it is tried until the port is free.
 */
async function again(
  { cluster, gateway_port }: Rig,
  name: string,
  env: Record<string, string> = {},
): Promise<void> {
  const place = name === "gateway" ? { PORT: gateway_port } : {};
  await until(async () => {
    const { child, output } = await cluster.start(name, [name], { ...place, ...env });
    if (child.exitCode === null && child.signalCode === null) return true;
    if (!output().includes(gateway_port)) throw new Error(`${name} did not start again: ${output()}`);
    return false;
  }, `a free port ${gateway_port}`);
}

async function killed({ cluster }: Rig, name: string): Promise<void> {
  const node = cluster.nodes.get(name)!;
  node.child.kill("SIGKILL");
  await node.ended;
}

const MINUTE_MS = 60_000;
const preload = new URL("./shift-clock.ts", import.meta.url).href;

async function suffering(line: Line | null, ailment: Ailment, ms: number): Promise<void> {
  line?.suffer(ailment);
  await pause(ms);
  line?.suffer({ kind: "none" });
}

async function natsAgain(rig: Rig, wiped: boolean, away_ms?: number): Promise<void> {
  const port = Number(new URL(rig.nats.server.url).port);
  await rig.nats.server.kill();
  if (wiped) await rm(rig.nats.dir, { recursive: true, force: true });
  await pause(away_ms ?? 500 + rig.random.below(1500));
  rig.nats.server = await startNats({ storeDir: rig.nats.dir, port });
}

export type Fault = { name: string; strike(rig: Rig): Promise<void> };

export const faults: readonly Fault[] = [
  ...Array.from(
    { length: 4 },
    (): Fault => ({
      name: "kill -9",
      async strike(rig) {
        const name = rig.random.pick([...rig.cluster.nodes.keys()]);
        await killed(rig, name);
        await pause(rig.random.below(1000));
        await again(rig, name);
      },
    }),
  ),
  {
    name: "kill -9 of all",
    async strike(rig) {
      const names = [...rig.cluster.nodes.keys()];
      await Promise.all(names.map((name) => killed(rig, name)));
      await Promise.all(names.map((name) => again(rig, name)));
    },
  },
  ...Array.from(
    { length: 2 },
    (): Fault => ({
      name: "SIGSTOP",
      async strike({ cluster, random }) {
        const { child } = cluster.nodes.get(random.pick([...cluster.nodes.keys()]))!;
        child.kill("SIGSTOP");
        await pause(1000 + random.below(8000));
        child.kill("SIGCONT");
      },
    }),
  ),
  ...(["mongo", "nats"] as const).flatMap((line): Fault[] => [
    {
      name: `${line} slow`,
      strike: ({ lines, random }) =>
        suffering(lines[line], { kind: "delay", ms: 20 + random.below(200) }, 3000),
    },
    {
      name: `${line} cut`,
      strike: ({ lines, random }) => suffering(lines[line], { kind: "cut" }, 200 + random.below(3000)),
    },
    { name: `${line} half open`, strike: ({ lines }) => suffering(lines[line], { kind: "half_open" }, 2500) },
  ]),
  {
    name: "clock shifted",
    // Killed both times: nothing is put in order by a stop before the time jumps.
    async strike(rig) {
      const { random } = rig;
      const name = random.pick([...rig.cluster.nodes.keys()]);
      const shift = (1 + random.below(5)) * MINUTE_MS * (random.below(2) ? 1 : -1);
      await killed(rig, name);
      await again(rig, name, { NODE_OPTIONS: `--import=${preload}`, CLOCK_SHIFT_MS: String(shift) });
      await pause(2000 + random.below(4000));
      await killed(rig, name);
      await again(rig, name);
    },
  },
  { name: "nats killed", strike: (rig) => natsAgain(rig, false) },
  { name: "nats wiped", strike: (rig) => natsAgain(rig, true) },
];

/** What takes too long for every run: once in the middle of one of half an hour or more. */
export const longFault: Fault = {
  name: "nats away for ten minutes",
  strike: (rig) => natsAgain(rig, false, 10 * MINUTE_MS),
};

/** What happens to a MongoDB of three members. */
export const memberFaults: readonly Fault[] = [
  ...Array.from(
    { length: 2 },
    (): Fault => ({ name: "step down", strike: (rig) => rig.members!.stepDown() }),
  ),
  {
    name: "kill -9 of the primary",
    strike: ({ members, random }) => members!.killPrimary(random.below(5000)),
  },
];
