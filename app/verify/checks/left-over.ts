/** What exists only while work is under way: no event waits or is a dead letter (EVT-1, EVT-4), no process is unfinished. */
import { named, type Walk } from "../check.ts";
import type { Row, Stores } from "../stores.ts";

/** Rows that exist only briefly. */
const waiting: readonly [collection: string, filter: Row, what: (row: Row) => string][] = [
  ["_log", { pending: { $exists: true } }, () => "is not handed over yet"],
  ["_dead_letters", {}, ({ error }) => `was given up by its consumer: ${error}`],
  ["_sagas", { lease_until: { $exists: true } }, unfinished],
  [
    "items",
    { "checkout_holds.0": { $exists: true } },
    () => "has units held for a sale that nobody finishes",
  ],
  ["tender_holds", { state: "held" }, () => "holds money for a sale that nobody finishes"],
];

/** A process over several services, how far it came, and what its last attempt failed of. */
function unfinished({ name, state, attempts = 0, error }: Row): string {
  const failed = attempts > 0 ? `, ${attempts} attempts failed, the last of: ${error}` : "";
  return `has not come to its end (${name}, ${state}${failed})`;
}

/** What the sentences need of a row. */
const shown = ["org_id", "name", "state", "attempts", "error"];

/** Whether a relay of the service runs: it holds its lease, by the database's clock. */
async function isServed(stores: Stores, service: string): Promise<boolean> {
  const held = { _id: "relay", $expr: { $gt: ["$until", "$$NOW"] } };
  return (await stores.count(service, "_leases", held)) > 0;
}

export const leftOver: Walk = {
  checks: { "EVT-1": "every event was handed over, every process came to its end, nothing was given up" },
  async run(stores, tell) {
    for (const service of stores.services) {
      const served = await isServed(stores, service);
      for (const [collection, filter, what] of waiting) {
        tell.read("EVT-1", await stores.size(service, collection));
        // No process runs, so the work waits for the next start. Dead letters are a breach anyway.
        const report = served || collection === "_dead_letters" ? tell.breach : tell.waits;
        for await (const row of stores.rows(service, collection, filter, { fields: shown }))
          report("EVT-1", named(`${service} ${collection} ${row._id}`, row), what(row));
      }
    }
  },
};
