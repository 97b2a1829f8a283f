/** A refusal: its status, its code ("insufficient_stock"), its sentence, and what is wrong with which field. */
export class BackroomError extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: { pointer: string; code: string; message: string }[];
  /** The whole body, with the details of the code. */
  readonly body: Record<string, unknown>;

  constructor(reply: Response & { error?: unknown }) {
    const body = typeof reply.error === "object" && reply.error !== null ? { ...reply.error } : {};
    const { detail, code, errors } = body as Partial<BackroomError> & { detail?: string };
    super(detail ?? `The service answered ${reply.status}.`);
    this.name = "BackroomError";
    this.status = reply.status;
    this.code = code ?? "unknown";
    this.errors = errors ?? [];
    this.body = body;
  }
}
