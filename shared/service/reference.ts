/** Typed references to actions: a service calls another service's action without knowing its code. */

/** `name` is "service.resource.verb"; the types travel with it, so a wrong field does not compile. */
export type ActionRef<In = unknown, Out = unknown> = {
  readonly name: string;
  readonly types?: (input: In) => Out;
};

export type InputOf<R> = R extends ActionRef<infer In, infer _Out> ? In : never;
export type OutputOf<R> = R extends ActionRef<infer _In, infer Out> ? Out : never;

/** Calls another service's action for the same tenant and request. */
export type Call = <In, Out>(
  ref: ActionRef<In, Out>,
  input: NoInfer<In>,
  options?: CallOptions,
) => Promise<Out>;

export type CallOptions = {
  /** How long to wait for the answer, in milliseconds. */
  timeout_ms?: number;
};
