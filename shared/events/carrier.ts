/** Carries events between services: over JetStream, or inside this process. Both pass the same tests. */

import type { Envelope } from "./event.ts";
import { isUnavailable } from "./unavailable.ts";

export type Subscription = {
  /** Durable name: each group receives every event once in effect; copies of a service share a group. */
  group: string;
  /** "service:type" pairs; "service:*" means every event of a service. */
  sources: { service: string; type: string }[];
  /** Resolves when the effect is committed; a rejection leads to redelivery. `attempt` counts from 1. */
  handle(event: Envelope, attempt: number): Promise<void>;
};

export type Carrier = {
  /** Resolves when the events are stored safely; rejects when they must be published again. */
  publish(service: string, events: Envelope[]): Promise<void>;
  subscribe(subscription: Subscription): Promise<void>;
  /** Provisions the storage of a service; calls `lost` when it is lost and needs the events again. */
  provide(service: string, lost: () => void): Promise<void>;
  /** The number of events that each group of this process has yet to finish, including those in progress. */
  lag(): Promise<Record<string, number>>;
  /**
   * Tells all copies of a service that its log has new rows, or that documents of these collections carry
   * some. Nudges may be lost.
   */
  nudge(service: string, carrying: readonly string[]): void;
  /** Calls back on every nudge of the service. */
  nudged(service: string, wake: (carrying: readonly string[]) => void): void;
  /** Whether the carrier can deliver events now. */
  healthy(): boolean;
  /** Stops taking new events and waits for those in progress. */
  drain(): Promise<void>;
};

const MINUTE_MS = 60_000;
const backoffMs = [100, 500, 1000, 5000, 15_000, MINUTE_MS, 2 * MINUTE_MS, 5 * MINUTE_MS, 10 * MINUTE_MS];

/** After this many deliveries an event is a dead letter (EVT-4). */
export const MAX_ATTEMPTS = backoffMs.length + 1;

/** The longest pause while a component is unavailable: the retry follows soon after it recovers. */
const MOST_WHEN_UNAVAILABLE_MS = 5000;

/** The pause after failed delivery number `attempt`; shorter when the event is not the cause. */
export function backoffAfter(attempt: number, error?: unknown): number {
  const ms = backoffMs[Math.min(attempt, backoffMs.length) - 1] ?? 100;
  return isUnavailable(error) ? Math.min(ms, MOST_WHEN_UNAVAILABLE_MS) : ms;
}
