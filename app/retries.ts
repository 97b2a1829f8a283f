/** Which calls may be retried on another copy of a service. */
import { services } from "../services/index.ts";

/** Actions that only read. */
const reads = new Set(
  Object.values(services).flatMap(({ handlers, resources }) => [
    ...handlers.flatMap(({ mode, operation }) => (mode === "query" ? operation.name : [])),
    ...resources.flatMap(({ actions }) => [actions.list.name, actions.get.name, actions.many.name]),
  ]),
);
const neverArrived = new Set(["SERVICE_NOT_FOUND", "SERVICE_NOT_AVAILABLE", "GRACEFUL_STOPPING"]);

type Refused = { type?: string; data?: { action?: string } };

/**
 * A call that never reached its action may go to another copy, and so may a read. A command that may have
 * run is answered 503, and the caller repeats it under its key.
 */
export function mayGoElsewhere(error: Error): boolean {
  const { type = "", data } = error as Refused;
  return neverArrived.has(type) || (type === "REQUEST_REJECTED" && reads.has(data?.action ?? ""));
}
