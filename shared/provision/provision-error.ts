/** A machine that lacks something: the message is one sentence that says what to do, and all that a starter prints. */
export type ProvisionError = Error & { readonly type: "provision" };

/** `cause` keeps what the sentence leaves out (the output of a command, the reasons of several tries). */
export function provisionError(message: string, cause?: unknown): ProvisionError {
  return Object.assign(new Error(message, { cause }), { type: "provision" as const });
}

export function isProvisionError(error: unknown): error is ProvisionError {
  return error instanceof Error && (error as Partial<ProvisionError>).type === "provision";
}

/** One way that did not work, and what would make it work; the next way may still. */
export type Obstacle = Error & { readonly remedy: string };

export function obstacle(message: string, remedy: string, cause?: unknown): Obstacle {
  return Object.assign(new Error(message, { cause }), { remedy });
}

export function isObstacle(error: unknown): error is Obstacle {
  return error instanceof Error && (error as Partial<Obstacle>).remedy !== undefined;
}
