/** A machine that lacks something: the message is one sentence that says what to do, and all that a starter prints. */
export type ProvisionError = Error & { readonly type: "provision" };

/** `cause` keeps what the sentence leaves out (the output of a command, the reasons of several tries). */
export const provisionError = (message: string, cause?: unknown): ProvisionError =>
  Object.assign(new Error(message, cause === undefined ? undefined : { cause }), {
    type: "provision" as const,
  });

export const isProvisionError = (error: unknown): error is ProvisionError =>
  error instanceof Error && (error as Partial<ProvisionError>).type === "provision";
