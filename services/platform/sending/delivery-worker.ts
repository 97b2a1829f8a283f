/**
 * Sends due deliveries. One copy of the service leads by a lease. It also claims each delivery by a write, because a lease
 * can lapse. Each endpoint has its own queue with at most four deliveries in flight, and queues do not wait for each other (WHK-4).
 */
import { instantOf, nowMs } from "../../../shared/clock.ts";
import { type Leading, leadingWorker } from "../../../shared/service/leading-worker.ts";
import { endQueue } from "../webhooks/end-queue.ts";
import type { Delivery, Endpoint } from "../webhooks/note-deliveries.ts";
import { webhookDelivery } from "../webhooks/webhook-delivery.ts";
import { webhookEndpoint } from "../webhooks/webhook-endpoint.ts";
import { claimDue, type Queue, workerMeta } from "./claim-deliveries.ts";
import { deliver } from "./deliver.ts";
import { wakeEndpoint } from "./wake-endpoint.ts";

const MOST_IN_FLIGHT = 256;
/** TEN-4: one tenant gets at most a quarter. */
const MOST_OF_TENANT = MOST_IN_FLIGHT / 4;
const MOST_OF_ENDPOINT = 4;
const WAKEN = 100;

type Known = { org_id: string; endpoint_id: string };

type State = Leading & {
  /** Deliveries in flight. */
  flying: Map<string, Known>;
  /** Endpoints that asked for a pause, with its end. */
  resting: Map<string, number>;
  /** Endpoints whose queue is being read, and whether it must be read again. */
  taking: Map<string, boolean>;
};

const flyingOf = ({ flying }: State, wanted: (each: Known) => boolean): string[] =>
  [...flying].filter(([, each]) => wanted(each)).map(([id]) => id);

const queueOf = (state: State, { org_id, endpoint_id }: Known): Queue => ({
  org_id,
  endpoint_id,
  now: nowMs(),
  in_flight: flyingOf(state, (each) => each.endpoint_id === endpoint_id),
});

function launch(state: State, endpoint: Endpoint, delivery: Delivery): void {
  const { place, flying, signal } = state;
  const known = { org_id: endpoint.org_id, endpoint_id: endpoint.id };
  flying.set(delivery.id, known);
  const ended = () => {
    flying.delete(delivery.id);
    // The next delivery of this queue does not wait for the next round.
    return serve(state, known);
  };
  state.open(deliver(place, endpoint, delivery, signal).catch(place.report).then(ended));
}

const end = ({ place }: State, { org_id, endpoint_id }: Known): Promise<void> =>
  endQueue(
    (work) => place.global.transact(workerMeta(org_id), { action: "platform.webhook.end" }, work),
    endpoint_id,
  );

async function take(state: State, known: Known): Promise<void> {
  const { resting, place } = state;
  const claimed = await claimDue(place, queueOf(state, known));
  if (!claimed) return end(state, known);
  const { slow_until } = claimed.endpoint;
  if (slow_until) resting.set(known.endpoint_id, Date.parse(slow_until));
  for (const delivery of claimed.deliveries) launch(state, claimed.endpoint, delivery);
}

/** Claims and sends the due deliveries of one endpoint. A call during this makes it read the queue again. */
async function serve(state: State, known: Known): Promise<void> {
  const { taking } = state;
  const { org_id, endpoint_id } = known;
  const full = () =>
    state.flying.size >= MOST_IN_FLIGHT ||
    flyingOf(state, (each) => each.org_id === org_id).length >= MOST_OF_TENANT;
  if (taking.has(endpoint_id)) return void taking.set(endpoint_id, true);
  try {
    do {
      taking.set(endpoint_id, false);
      if (state.stopped() || full()) return;
      await take(state, known);
    } while (taking.get(endpoint_id));
  } finally {
    taking.delete(endpoint_id);
  }
}

/** Endpoints that can receive nothing now: with four deliveries in flight, or in a pause. */
function busyOnes({ flying, resting }: State, now: number): string[] {
  for (const [id, until] of resting) if (until <= now) resting.delete(id);
  const counts = new Map<string, number>();
  for (const { endpoint_id } of flying.values()) counts.set(endpoint_id, (counts.get(endpoint_id) ?? 0) + 1);
  const full = [...counts].filter(([, count]) => count >= MOST_OF_ENDPOINT).map(([id]) => id);
  return [...full, ...resting.keys()];
}

async function wakeDue(state: State, now: string): Promise<void> {
  const { global } = state.place;
  const due = await global.due(webhookEndpoint, { wake_at: { $lte: now } }, WAKEN);
  const each = due.map(async ({ id, org_id }) => {
    if (await wakeEndpoint(state.place, queueOf(state, { org_id, endpoint_id: id })))
      await end(state, { org_id, endpoint_id: id });
  });
  await told(state, each);
}

/** Returns whether anything was due. */
async function turn(state: State): Promise<boolean> {
  const at = nowMs();
  await wakeDue(state, instantOf(at));
  const busy = busyOnes(state, at);
  const due = await state.place.global.dueBy(
    webhookDelivery,
    { status: "pending", next_at: { $lte: instantOf(at) }, endpoint_id: { $nin: busy } },
    "endpoint_id",
  );
  await told(
    state,
    due.map(({ value, org_id }) => serve(state, { org_id, endpoint_id: value })),
  );
  return due.length > 0;
}

/** A failure of one endpoint does not stop the others (TEN-4). */
async function told({ place }: State, all: Promise<void>[]): Promise<void> {
  for (const each of await Promise.allSettled(all)) if (each.status === "rejected") place.report(each.reason);
}

export const deliveryWorker = leadingWorker("webhooks", (leading) => {
  const state: State = { ...leading, flying: new Map(), resting: new Map(), taking: new Map() };
  return () => turn(state);
});
