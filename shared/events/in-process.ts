/**
 * Carries events inside one process. `publish` resolves when every group has handled the event, so that the outbox row
 * stays open until then: a crash loses nothing, the relay offers it again at the next start.
 */

import { backoffAfter, type Carrier, type Subscription } from "./carrier.ts";
import type { Envelope } from "./event.ts";

const matches = (subscription: Subscription, service: string, type: string): boolean =>
  subscription.sources.some(
    (source) => source.service === service && (source.type === "*" || source.type === type),
  );

export function inProcessCarrier(): Carrier {
  /** The copies of each group, one of which gets an event; the next one gets the next. */
  const groups = new Map<string, Subscription[]>();
  const wakes = new Map<string, (() => void)[]>();
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  const open = new Map<string, number>();
  // One listener for each delivery that waits to be repeated.
  const waiting = new Set<() => void>();

  const waited = (ms: number) =>
    new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      waiting.add(done);
    });

  function next(group: string): Subscription {
    const copies = groups.get(group)!;
    copies.push(copies.shift()!);
    return copies[0]!;
  }

  async function deliver(group: string, event: Envelope): Promise<void> {
    open.set(group, (open.get(group) ?? 0) + 1);
    try {
      await tryUntilHandled(group, event);
    } finally {
      open.set(group, open.get(group)! - 1);
    }
  }

  async function tryUntilHandled(group: string, event: Envelope): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      if (stopping.signal.aborted) throw new Error("The carrier is stopping.");
      try {
        // What crosses a wire is a copy without undefined or dates: here too.
        await next(group).handle(JSON.parse(JSON.stringify(event)) as Envelope, attempt);
        return;
      } catch (error) {
        await waited(backoffAfter(attempt, error));
      }
    }
  }

  return {
    async provide() {},
    async subscribe(subscription) {
      groups.set(subscription.group, [...(groups.get(subscription.group) ?? []), subscription]);
    },
    async publish(service, events) {
      if (stopping.signal.aborted) throw new Error("The carrier is stopping.");
      const deliveries = events.flatMap((event) =>
        [...groups]
          .filter(([, copies]) => copies.some((each) => matches(each, service, event.type)))
          .map(([group]) => deliver(group, event)),
      );
      for (const each of deliveries) {
        const ended: Promise<void> = each.catch(() => undefined).finally(() => running.delete(ended));
        running.add(ended);
      }
      await Promise.all(deliveries);
    },
    lag: async () => Object.fromEntries([...groups.keys()].map((group) => [group, open.get(group) ?? 0])),
    nudge(service) {
      for (const wake of wakes.get(service) ?? []) wake();
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
