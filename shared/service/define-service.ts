/**
 * A service in one literal: its resources, operations, reactions and background work. It becomes a Moleculer
 * schema, which any broker with the options of moleculer.config.ts can load: `npm start`, `moleculer-runner`
 * or a test.
 */
import type { Context, ServiceSchema } from "moleculer";
import { fail, isFailure } from "../errors.ts";
import { askedBy, type Headers, type Meta } from "../meta.ts";
import { isPartUnavailable } from "../unavailable.ts";
import { facesOf } from "./action-face.ts";
import type { ServiceDefinition } from "./definition.ts";
import { hostOf } from "./host.ts";
import { type RunningService, startService } from "./running-service.ts";

export type { Schedule, ServiceDefinition, View, Worker, WorkerContext } from "./definition.ts";
export { viewOf } from "./definition.ts";

/** An identity function for inference; `serviceSchema` makes it run. */
export const defineService = (definition: ServiceDefinition): ServiceDefinition => definition;

type Ctx = Context<Record<string, unknown>, Meta & Record<string, unknown>> & {
  headers?: Headers;
  service: object;
};

/** Each broker runs its own instance, even when they load the same schema. */
type Running = WeakMap<object, RunningService>;

/** The Moleculer schema of a definition. */
export function serviceSchema(definition: ServiceDefinition): ServiceSchema {
  const { name } = definition;
  const running: Running = new WeakMap();
  const actions = Object.entries(facesOf(definition)).map(([short, face]) => [
    short,
    { ...face, handler: dispatch(name, short, running) },
  ]);
  return {
    name,
    actions: Object.fromEntries(actions),
    async started() {
      running.set(this, await startService(definition, hostOf(this.broker), this.broker));
    },
    async stopped() {
      const service = running.get(this);
      running.delete(this);
      await service?.stop();
    },
  };
}

const dispatch = (name: string, action: string, running: Running) => async (ctx: Ctx) => {
  const handler = running.get(ctx.service)?.actions[action];
  if (!handler) throw fail("unavailable", `The ${name} service is starting or stopping.`);
  const headers: Headers = { ...ctx.headers };
  try {
    return await handler(ctx.params, ctx.meta, headers);
  } catch (error) {
    const about = { err: error, action: `${name}.${action}`, ...askedBy(ctx.meta) };
    throw told(error, () => hostOf(ctx.broker).log.error(about, "action failed"));
  } finally {
    if (headers.replayed) ctx.meta.$replayed = true;
  }
};

/** Errors with a code of ours go to the caller; for others the caller learns only that it failed. */
function told(error: unknown, log: () => void): Error {
  if (isFailure(error)) return error;
  if (isPartUnavailable(error)) return fail("unavailable", "A required service is unavailable; retry.");
  log();
  // Unique-index violations are mapped to 409 already; a duplicate key here is our own retried write.
  const { name: kind } = (error ?? {}) as { name?: string };
  if (kind?.startsWith("Mongo")) return fail("unavailable", "The database does not answer; retry.");
  return fail("internal_error", "An internal error occurred.");
}
