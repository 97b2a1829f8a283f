/** Round trips to mongod by a counting proxy, messages by listening to everything on NATS: per operation, one at a time. */
import Table from "cli-table3";
import { connect } from "nats";
import { wireCounts } from "../support/wire-counts.ts";
import { connectionTo } from "./load.ts";
import type { Operation } from "./operations.ts";
import { type Servers, startOne, stop, type Target } from "./stack.ts";

const TIMES = 20;

type Measurable = { target: Target; operations: Operation[] };

async function repeat(target: Target, { script }: Operation): Promise<void> {
  const { send, close } = connectionTo(target.url, target.key);
  for (let i = 0; i < TIMES; i++) await script(send);
  close();
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 1500));

async function roundTrips(servers: Servers, { target, operations }: Measurable) {
  const counts = await wireCounts(servers.mongo_url);
  const { namespace, key } = target;
  const counted = await startOne({ ...servers, mongo_url: counts.url }, { namespace, key, name: "counted" });
  const found = new Map<Operation, { request: number; background: number }>();
  try {
    for (const operation of operations) {
      await repeat(counted, operation);
      await settle();
      counts.reset();
      await repeat(counted, operation);
      await settle();
      const commands = counts.commands().filter((each) => !["hello", "ping"].includes(each.name));
      const request = commands.filter((each) => each.kind === "request").length;
      found.set(operation, { request: request / TIMES, background: (commands.length - request) / TIMES });
    }
  } finally {
    await stop(counted.nodes[0]!);
    await counts.stop();
  }
  return found;
}

/** Calls between services, and everything of the events. */
async function messages({ nats_url }: Servers, { target, operations }: Measurable) {
  const connection = await connect({ servers: nats_url });
  let seen: string[] = [];
  connection.subscribe(">", { callback: (_error, message) => void seen.push(message.subject) });
  const found = new Map<Operation, { calls: number; events: number }>();
  for (const operation of operations) {
    await repeat(target, operation);
    await settle();
    seen = [];
    await repeat(target, operation);
    await settle();
    const calls = seen.filter((subject) => /^MOL[^.]*\.(REQ|REQB|RES)/.test(subject)).length;
    const beat = seen.filter((subject) =>
      /^MOL[^.]*\.(HEARTBEAT|PING|PONG|INFO|DISCOVER)/.test(subject),
    ).length;
    found.set(operation, { calls: calls / TIMES, events: (seen.length - calls - beat) / TIMES });
  }
  await connection.close();
  return found;
}

const labelOf = ({ name, words }: Operation) => (words === "consigncloud" ? `${name} (ConsignCloud)` : name);

export async function countPerOperation(
  servers: Servers,
  all: Measurable[],
  wanted: (name: string) => boolean,
): Promise<void> {
  const chosen = (target: string): Measurable | undefined => {
    const found = all.find((each) => each.target.name === target);
    return found && { ...found, operations: found.operations.filter(({ name }) => wanted(name)) };
  };
  const [one, six] = [chosen("one process"), chosen("six over NATS")];
  if (!one) return;
  const sent = six ? await messages(servers, six) : new Map();
  // Beside it another one would lead the relays, and their work would go uncounted.
  await Promise.all(one.target.nodes.map(stop));
  const trips = await roundTrips(servers, one);
  const table = new Table({
    head: ["operation", "round trips", "in the background", "NATS calls", "NATS for events"],
    style: { head: [], border: [] },
  });
  for (const [operation, { request, background }] of trips) {
    const over = [...sent].find(([each]) => labelOf(each) === labelOf(operation))?.[1];
    table.push([
      labelOf(operation),
      request.toFixed(1),
      background.toFixed(1),
      over ? over.calls.toFixed(1) : "",
      over ? over.events.toFixed(1) : "",
    ]);
  }
  console.log(table.toString());
}
