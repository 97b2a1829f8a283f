/** Which calls may be retried on another copy of a service. */

const neverArrived = new Set(["SERVICE_NOT_FOUND", "SERVICE_NOT_AVAILABLE", "GRACEFUL_STOPPING"]);

type Refused = { type?: string; data?: { action?: string } };
type Handler = (...given: never[]) => unknown;
type Action = { name?: string; reads?: boolean };

/** For a broker: its middleware notes the actions that only read, here and on other nodes. */
export function retries() {
  const reads = new Set<string>();
  const noted = (next: Handler, { name, reads: does }: Action): Handler => {
    if (does && name) reads.add(name);
    return next;
  };
  return {
    middleware: { name: "Retries", localAction: noted, remoteAction: noted },
    /**
     * A call that never reached its action may go to another copy, and so may a read. A command that may have
     * run is answered 503, and the caller repeats it under its key.
     */
    mayGoElsewhere(error: Error): boolean {
      const { type = "", data } = error as Refused;
      return neverArrived.has(type) || (type === "REQUEST_REJECTED" && reads.has(data?.action ?? ""));
    },
  };
}
