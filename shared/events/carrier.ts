/** What carries events between services: JetStream, or this process itself. Both pass the same tests. */

import type { Envelope } from "./event.ts";
import { isUnavailable } from "./unavailable.ts";

export type Subscription = {
  /** Durable name: each group receives every event once in effect; copies of a service share a group. */
  group: string;
  /** "service:type" pairs; "service:*" is everything of a service. */
  sources: { service: string; type: string }[];
  /** Resolves when the effect is committed; a rejection brings the event back later. `attempt` counts from 1. */
  handle(event: Envelope, attempt: number): Promise<void>;
};

export type Carrier = {
  /** Resolves when the events cannot be lost any more; rejects when they have to be offered again. */
  publish(service: string, events: Envelope[]): Promise<void>;
  subscribe(subscription: Subscription): Promise<void>;
  /** Provisions what the service needs; calls back when the carrier has lost what it held and wants it again. */
  provide(service: string, lost: () => void): Promise<void>;
  /** How many events wait for each group of this process, being handled or not yet. */
  lag(): Promise<Record<string, number>>;
  /**
   * Tells the copies of a service, wherever they run, that its log has something new, or documents of these collections
   * carry some. May be lost.
   */
  nudge(service: string, carrying: readonly string[]): void;
  /** Calls back at every nudge of the service. */
  nudged(service: string, wake: (carrying: readonly string[]) => void): void;
  /** Whether events can be carried now. */
  healthy(): boolean;
  /** Takes no new event, waits for those being handled. */
  drain(): Promise<void>;
};

const MINUTE_MS = 60_000;
const backoffMs = [100, 500, 1000, 5000, 15_000, MINUTE_MS, 2 * MINUTE_MS, 5 * MINUTE_MS, 10 * MINUTE_MS];

/** After this many deliveries an event is a dead letter (EVT-4). */
export const MAX_ATTEMPTS = backoffMs.length + 1;

/** The longest pause when a part was unavailable: it is retried soon after it is back. */
const MOST_WHEN_UNAVAILABLE_MS = 5000;

/** How long to wait after failed delivery number `attempt`; shorter when the failure does not depend on the event. */
export function backoffAfter(attempt: number, error?: unknown): number {
  const ms = backoffMs[Math.min(attempt, backoffMs.length) - 1] ?? 100;
  return isUnavailable(error) ? Math.min(ms, MOST_WHEN_UNAVAILABLE_MS) : ms;
}
