/**
 * A service beside Backroom: `NATS_URL=… npm start -- points.jsonl`. It gives buyers a point for each full
 * unit they paid and keeps each sale as one line of the file, once, however often the event comes or this process is killed.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import type { Envelope } from "backroom/events";
import { AckPolicy, connect } from "nats";

const file = process.argv[2] ?? "points.jsonl";
const { NATS_URL = "nats://localhost:4222", NAMESPACE = "backroom" } = process.env;
const [stream, durable_name] = [`${NAMESPACE}_sales`, "example-points"];

// The inbox: what is done is in the file; the rest of a line that a kill cut short is closed and left out.
const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
const done = new Set(lines.filter((line) => line.endsWith("}")).map((line) => JSON.parse(line).event_id));
const out = openSync(file, "a");
if (lines.at(-1)) writeSync(out, "\n");

function handle({ id, data: { sale } }: Envelope<"sale.finalized">): void {
  if (done.has(id)) return;
  const points = Math.floor(sale.total / 100);
  writeSync(
    out,
    `${JSON.stringify({ event_id: id, sale_id: sale.id, customer_id: sale.customer_id, points })}\n`,
  );
  fsyncSync(out);
  done.add(id);
}

const connection = await connect({ servers: NATS_URL, maxReconnectAttempts: -1 });
const filter_subject = `${NAMESPACE}.events.sales.*.sale.finalized`;
const manager = await connection.jetstreamManager();
await manager.consumers.add(stream, { durable_name, filter_subject, ack_policy: AckPolicy.Explicit });
const messages = await (await connection.jetstream().consumers.get(stream, durable_name)).consume();
process.once("SIGTERM", () => messages.stop());
for await (const message of messages) {
  try {
    // A message holds one event or several, one a line.
    for (const line of message.string().split("\n")) handle(JSON.parse(line));
    message.ack();
  } catch (error) {
    console.error(error);
    message.nak(5000);
  }
}
await connection.drain();
closeSync(out);
