/** INV-22: the states in the command log are a path of the state machine (section 4) that ends at the row's state. */
import { named, type Tell, type Walk } from "../check.ts";
import { pieces, type Row, rowsBy, type Stores } from "../stores.ts";

type Machine = {
  at: readonly [service: string, collection: string];
  kind: string;
  /** Initial states of an entity. */
  first: readonly string[];
  next: Record<string, readonly string[]>;
};

const machines: readonly Machine[] = [
  {
    at: ["sales", "sales"],
    kind: "sale",
    first: ["open", "finalized"],
    next: {
      open: ["parked", "finalized", "discarded"],
      // Only a sale on lay-by is finalized from there (LAY-4).
      parked: ["open", "discarded", "finalized"],
      finalized: ["voided"],
    },
  },
  {
    at: ["accounts", "payouts"],
    kind: "payout",
    first: ["requested"],
    next: {
      requested: ["approved", "rejected", "cancelled"],
      approved: ["completed", "failed", "cancelled"],
      failed: ["approved"],
      completed: ["reversed"],
    },
  },
  {
    at: ["contracts", "contracts"],
    kind: "contract",
    first: ["draft"],
    next: {
      draft: ["open", "deleted"],
      open: ["partially_paid", "paid", "void"],
      partially_paid: ["paid"],
      paid: ["settled", "refunded"],
      settled: ["refunded"],
    },
  },
  {
    at: ["inventory", "batches"],
    kind: "batch",
    first: ["draft", "submitted"],
    next: { draft: ["submitted"], submitted: ["draft"] },
  },
  {
    at: ["inventory", "deliveries"],
    kind: "delivery",
    first: ["scheduled", "completed", "cancelled", "missed"],
    next: {
      scheduled: ["completed", "cancelled", "missed"],
      missed: ["scheduled"],
      completed: ["scheduled"],
    },
  },
  {
    at: ["inventory", "transfers"],
    kind: "transfer",
    first: ["in_transit"],
    next: { in_transit: ["completed", "cancelled"] },
  },
  {
    at: ["inventory", "vendor_bills"],
    kind: "vendor_bill",
    first: ["draft", "matched", "on_hold"],
    next: {
      draft: ["matched", "on_hold", "cancelled"],
      on_hold: ["matched", "approved", "cancelled"],
      matched: ["approved", "paid", "cancelled"],
      approved: ["paid", "cancelled"],
    },
  },
];

/** Documents that keep the states they passed: one command may pass several (ORD-2). */
const histories: readonly Machine[] = [
  {
    at: ["inventory", "purchase_orders"],
    kind: "purchase order",
    first: ["planning", "placed", "in_transit"],
    next: {
      planning: ["placed", "cancelled"],
      placed: ["in_transit", "partial", "received", "cancelled"],
      in_transit: ["partial", "received", "cancelled"],
      partial: ["received", "cancelled", "placed", "in_transit"],
      received: ["paid", "partial", "placed", "in_transit"],
    },
  },
  {
    at: ["inventory", "make_orders"],
    kind: "order",
    first: ["draft"],
    next: {
      draft: ["entered", "cancelled"],
      entered: ["placed", "production", "in_transit", "partial", "received", "cancelled"],
      placed: ["production", "in_transit", "partial", "received", "cancelled"],
      production: ["in_transit", "partial", "received", "cancelled"],
      in_transit: ["partial", "received", "cancelled"],
      partial: ["received", "completed", "cancelled", "entered", "placed", "production", "in_transit"],
      received: ["completed", "partial", "entered", "placed", "production", "in_transit"],
    },
  },
];

/** Clocks of several machines may differ by this much. */
const CLOCKS_MS = 60_000;

type Path = { id: string; org_id: string; steps: { from: unknown; to: string; at: string }[] };

/** The states of each entity of a kind, in the order of its versions. */
async function* paths(stores: Stores, { at: [service], kind }: Machine): AsyncGenerator<Path> {
  const changes = stores.pipe(service, "_log", [
    { $match: { "changes.kind": kind } },
    { $unwind: "$changes" },
    { $match: { "changes.kind": kind, "changes.fields.status": { $exists: true } } },
    {
      $project: {
        _id: 0,
        org_id: 1,
        id: "$changes.id",
        version: "$changes.version",
        status: "$changes.fields.status",
        at: 1,
      },
    },
    { $sort: { id: 1, version: 1 } },
  ]);
  let path: Path | null = null;
  for await (const { id, org_id, status, at } of changes) {
    if (path && path.id !== id) yield path;
    if (path?.id !== id) path = { id, org_id, steps: [] };
    path!.steps.push({ from: status[0], to: status[1], at });
  }
  if (path) yield path;
}

function walked({ kind, first, next }: Machine, { id, org_id, steps }: Path, tell: Tell): void {
  const entity = named(id, { org_id });
  let open: readonly string[] = first;
  let last: { at: string } | null = null;
  for (const { from, to, at } of steps) {
    const before = open.filter((state) => from === null || from === undefined || state === from);
    if (!before.some((state) => next[state]?.includes(to)))
      tell.breach("INV-22", entity, `${kind} went from ${from ?? open.join(" or ")} to ${to}`);
    if (last && Date.parse(at) < Date.parse(last.at) - CLOCKS_MS)
      tell.breach("INV-22", entity, `${kind} became ${to} at ${at}, before what came before it`);
    open = [to];
    last = { at };
  }
}

async function machineHolds(stores: Stores, tell: Tell, machine: Machine): Promise<void> {
  for await (const piece of pieces(paths(stores, machine))) {
    tell.read("INV-22", piece.length);
    const found = await rowsBy(
      stores,
      machine.at,
      "_id",
      piece.map(({ id }) => id),
      ["status"],
    );
    for (const path of piece) {
      walked(machine, path, tell);
      const [row] = found.get(path.id) ?? [];
      const end = path.steps.at(-1)!.to;
      if (row && row.status !== end)
        tell.breach(
          "INV-22",
          named(path.id, path),
          `${machine.kind} is ${row.status}, its log ends at ${end}`,
        );
    }
  }
}

async function historiesHold(stores: Stores, tell: Tell, machine: Machine): Promise<void> {
  const [service, collection] = machine.at;
  const fields = ["org_id", "status", "history"];
  for await (const row of stores.rows(service, collection, { historical: false }, { fields })) {
    tell.read("INV-22");
    const steps = (row.history as Row[]).map(({ status, at }, i, all) => ({
      from: all[i - 1]?.status,
      to: status,
      at,
    }));
    const [begun, ...rest] = steps;
    if (!begun || !machine.first.includes(begun.to))
      tell.breach("INV-22", row, `${machine.kind} began as ${begun?.to}`);
    walked(
      { ...machine, first: begun ? [begun.to] : [] },
      { id: row._id, org_id: row.org_id, steps: rest },
      tell,
    );
    const end = steps.at(-1)?.to;
    if (row.status !== end)
      tell.breach("INV-22", row, `${machine.kind} is ${row.status}, its history ends at ${end}`);
  }
}

const ends = ["returned_to_owner", "donated", "discarded"];
const missing = ["lost", "stolen", "damaged"];
const sold = ["sold", "sold_on_shopify", "sold_on_square", "sold_on_third_party", "sold_on_legacy"];

/** Allowed moves of units over all flows (4.1). */
const unitMoves: Record<string, readonly string[]> = {
  inactive: ["active", "to_be_returned", ...ends, ...missing],
  active: ["inactive", "to_be_returned", "parked", ...ends, ...missing, ...sold],
  parked: ["active", ...sold],
  to_be_returned: ["active", ...ends, ...missing],
  lost: ["active"],
  stolen: ["active"],
  damaged: ["active", ...ends],
  ...Object.fromEntries(ends.map((state) => [state, ["active"]])),
  ...Object.fromEntries(sold.map((state) => [state, ["active", "damaged", "returned_to_owner"]])),
};

async function unitsMoved(stores: Stores, tell: Tell): Promise<void> {
  const told = stores.pipe("inventory", "_log", [
    { $match: { "events.type": "item.status_changed" } },
    { $unwind: "$events" },
    { $match: { "events.type": "item.status_changed" } },
    { $project: { org_id: 1, item: "$events.aggregate.id", moves: "$events.data.moves" } },
  ]);
  for await (const { org_id, item, moves } of told) {
    tell.read("INV-22");
    for (const { from, to } of moves as Row[])
      if (!unitMoves[from]?.includes(to))
        tell.breach("INV-22", named(item, { org_id }), `units went from ${from} to ${to}`);
  }
}

export const states: Walk = {
  checks: { "INV-22": "every history is a path of its state machine, in the order of time" },
  async run(stores, tell) {
    for (const machine of machines) await machineHolds(stores, tell, machine);
    for (const machine of histories) await historiesHold(stores, tell, machine);
    await unitsMoved(stores, tell);
  },
};
