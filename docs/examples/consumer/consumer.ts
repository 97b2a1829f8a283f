/**
 * A service beside Backroom: `NATS_URL=… npm start -- points.jsonl`. It gives buyers a point for each full
 * unit they paid and keeps each sale as one line of the file, once, however often the event comes or this process is killed.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { consume, type Envelope } from "backroom-events";

const file = process.argv[2] ?? "points.jsonl";
const { NATS_URL = "nats://localhost:4222", NAMESPACE = "backroom" } = process.env;

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

const ending = new AbortController();
process.once("SIGTERM", () => ending.abort());
await consume({
  ...{ nats_url: NATS_URL, namespace: NAMESPACE, name: "example-points" },
  ...{ types: ["sale.finalized"], handle, signal: ending.signal },
});
closeSync(out);
