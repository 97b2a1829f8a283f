/**
 * Something is missing on this machine: the message is one sentence with a remedy, and all that a starter
 * prints.
 */
export type ProvisionError = Error & { readonly type: "provision" };

/** `cause` holds the details that the sentence omits (a command's output, reasons of several attempts). */
export function provisionError(message: string, cause?: unknown): ProvisionError {
  return Object.assign(new Error(message, { cause }), { type: "provision" as const });
}

export function isProvisionError(error: unknown): error is ProvisionError {
  return error instanceof Error && (error as Partial<ProvisionError>).type === "provision";
}

/** One way that did not work, with its remedy; the next way may still work. */
export type Obstacle = Error & { readonly remedy: string };

export function obstacle(message: string, remedy: string, cause?: unknown): Obstacle {
  return Object.assign(new Error(message, { cause }), { remedy });
}

export function isObstacle(error: unknown): error is Obstacle {
  return error instanceof Error && (error as Partial<Obstacle>).remedy !== undefined;
}
