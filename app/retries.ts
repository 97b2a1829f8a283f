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
 * A request that never reached its action may go to another copy, and so may one that only reads; a command that may have
 * been carried out is answered 503, to be repeated under its key.
 */
export function mayGoElsewhere(error: Error): boolean {
  const { type = "", data } = error as Refused;
  return neverArrived.has(type) || (type === "REQUEST_REJECTED" && reads.has(data?.action ?? ""));
}
