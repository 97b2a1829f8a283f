/** Errors of a component that did not answer, died at work, or is unreachable: the caller may retry. */
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
/** Their types: an error from another node may have lost its name. */
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

/** The operating system's codes for a broken connection. */
const codes = new Set(["EPIPE", "ECONNRESET", "ECONNREFUSED", "ECONNABORTED", "ENOTCONN", "ETIMEDOUT"]);

export function isPartUnavailable(error: unknown): boolean {
  const { name, type, code } = (error ?? {}) as { name?: string; type?: string; code?: unknown };
  return names.has(name ?? "") || types.has(type ?? "") || codes.has(String(code));
}
