/**
 * Services call each other by the broker and not by the context of a call, so Moleculer cannot know which call a further one
 * belongs to: this middleware remembers it.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Context } from "moleculer";
import type { Meta } from "../../shared/meta.ts";

type Within = { span: NonNullable<Context["span"]>; request_id: string | undefined };
type Handler = (ctx: Context<unknown, Partial<Meta>>) => Promise<unknown>;
type Options = { parentSpan?: object; meta?: Partial<Meta> };
type Call = (action: string, input: unknown, options?: Options) => Promise<unknown>;

export function callsWithin(): object {
  const running = new AsyncLocalStorage<Within>();
  /** Work that a request only awakened, such as a relay, goes on in its context with the calls of others. */
  const parentOf = (meta: Partial<Meta> | undefined) => {
    const within = running.getStore();
    if (!within) return undefined;
    const { span, request_id } = within;
    const other = request_id && meta?.request_id && meta.request_id !== request_id;
    return other ? undefined : span;
  };
  return {
    name: "CallsWithin",
    localAction: (next: Handler) => (ctx: Parameters<Handler>[0]) =>
      ctx.span
        ? running.run({ span: ctx.span, request_id: ctx.meta.request_id }, () => next(ctx))
        : next(ctx),
    call:
      (next: Call): Call =>
      (action, input, options = {}) => {
        const parentSpan = parentOf(options.meta);
        return next(action, input, parentSpan ? { parentSpan, ...options } : options);
      },
  };
}
