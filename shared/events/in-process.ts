/**
 * Carries events inside one process. `publish` resolves when every group has handled the event, so the outbox
 * row stays open until then: after a crash the relay publishes it again at the next start.
 */

import { backoffAfter, type Carrier, type Subscription } from "./carrier.ts";
import type { Envelope } from "./event.ts";

const matches = (subscription: Subscription, service: string, type: string): boolean =>
  subscription.sources.some(
    (source) => source.service === service && (source.type === "*" || source.type === type),
  );

type State = {
  /** The copies of each group, which take turns: each event goes to one of them. */
  groups: Map<string, Subscription[]>;
  wakes: Map<string, ((carrying: readonly string[]) => void)[]>;
  running: Set<Promise<void>>;
  stopping: AbortController;
  /** Until then somebody may still subscribe; null once it is over. */
  after: Promise<void> | null;
  /** Events of each group that are in progress or waiting. */
  open: Map<string, number>;
  /** One entry for each delivery that waits for its retry. */
  waiting: Set<() => void>;
};

/** Nothing is published before `after`: an event goes to the groups that there are, and would be lost to later ones. */
export function inProcessCarrier({ after = null }: { after?: Promise<void> | null } = {}): Carrier {
  const state: State = {
    after,
    groups: new Map(),
    wakes: new Map(),
    running: new Set(),
    stopping: new AbortController(),
    open: new Map(),
    waiting: new Set(),
  };
  const { groups, wakes, running, stopping, open, waiting } = state;
  return {
    async provide() {},
    async subscribe(subscription) {
      groups.set(subscription.group, [...(groups.get(subscription.group) ?? []), subscription]);
    },
    publish: (service, events) => publish(state, service, events),
    lag: async () => Object.fromEntries([...groups.keys()].map((group) => [group, open.get(group) ?? 0])),
    nudge(service, carrying) {
      for (const wake of wakes.get(service) ?? []) wake(carrying);
    },
    nudged(service, wake) {
      wakes.set(service, [...(wakes.get(service) ?? []), wake]);
    },
    healthy: () => !stopping.signal.aborted,
    async drain() {
      stopping.abort();
      for (const done of waiting) done();
      await Promise.allSettled(running);
    },
  };
}

async function publish(state: State, service: string, events: readonly Envelope[]): Promise<void> {
  const { groups, running } = state;
  if (state.after) await Promise.race([state.after, stopped(state)]);
  state.after = null;
  refuseWhenStopping(state);
  const deliveries = events.flatMap((event) =>
    [...groups]
      .filter(([, copies]) => copies.some((each) => matches(each, service, event.type)))
      .map(([group]) => deliver(state, group, event)),
  );
  for (const each of deliveries) {
    const ended: Promise<void> = each.catch(() => undefined).finally(() => running.delete(ended));
    running.add(ended);
  }
  await Promise.all(deliveries);
}

const stopped = ({ stopping: { signal } }: State) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });

function refuseWhenStopping({ stopping }: State): void {
  if (stopping.signal.aborted) throw new Error("The carrier is stopping.");
}

async function deliver(state: State, group: string, event: Envelope): Promise<void> {
  const { open } = state;
  open.set(group, (open.get(group) ?? 0) + 1);
  try {
    await tryUntilHandled(state, group, event);
  } finally {
    open.set(group, open.get(group)! - 1);
  }
}

async function tryUntilHandled(state: State, group: string, event: Envelope): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    refuseWhenStopping(state);
    try {
      // Over a wire, events lose `undefined` and dates become text: do the same here.
      await nextCopy(state, group).handle(JSON.parse(JSON.stringify(event)) as Envelope, attempt);
      return;
    } catch (error) {
      await waited(state, backoffAfter(attempt, error));
    }
  }
}

function nextCopy({ groups }: State, group: string): Subscription {
  const copies = groups.get(group)!;
  copies.push(copies.shift()!);
  return copies[0]!;
}

/** Waits this long, or until the carrier stops. */
const waited = ({ waiting }: State, ms: number) =>
  new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      waiting.delete(done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    waiting.add(done);
  });
