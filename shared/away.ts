/** A part of the system that did not answer, that died over the question, or that no line leads to: the caller may ask again. */
const names = new Set([
  "RequestTimeoutError",
  "RequestRejectedError",
  "RequestSkippedError",
  "ServiceNotFoundError",
  "ServiceNotAvailableError",
  "BrokerDisconnectedError",
  "GracefulStopTimeoutError",
  "QueueIsFullError",
  "NatsError",
]);
/** What is left of them behind the wire, where a name may be lost. */
const types = new Set([
  "SERVICE_NOT_FOUND",
  "SERVICE_NOT_AVAILABLE",
  "REQUEST_TIMEOUT",
  "REQUEST_REJECTED",
  "REQUEST_SKIPPED",
  "BROKER_DISCONNECTED",
  "GRACEFUL_STOPPING",
  "QUEUE_IS_FULL",
]);

/** A line that broke while it was written to or read from, as the operating system says it. */
const codes = new Set(["EPIPE", "ECONNRESET", "ECONNREFUSED", "ECONNABORTED", "ENOTCONN", "ETIMEDOUT"]);

export function isPartAway(error: unknown): boolean {
  const { name, type, code } = (error ?? {}) as { name?: string; type?: string; code?: unknown };
  return names.has(name ?? "") || types.has(type ?? "") || codes.has(String(code));
}
