/** Operations for operators: running copies, waiting work, dead letters of their own organization. */
import { lastVerification, verification } from "../../../services/platform/public.ts";
import { notFound } from "../../../shared/errors.ts";
import { discarding } from "../../../shared/events/dead-letters.ts";
import { type JsonSchema, objectSchema } from "../../../shared/fields/index.ts";
import {
  kernelDeadLetter,
  kernelDeadLetters,
  kernelDiscard,
  kernelReplay,
  kernelStatus,
  type ServiceStatus,
} from "../../../shared/service/kernel-actions.ts";
import type { ActionRef } from "../../../shared/service/reference.ts";
import { refuseRestricted } from "../../../shared/service/visible.ts";
import { type Behavior, beyond } from "../../kit/behavior.ts";
import type { DialectContext } from "../../kit/context.ts";
import { handle } from "../../kit/operation.ts";
import type { Route } from "../../kit/route.ts";
import { named, objectWith } from "../../shapes/schema.ts";
import { servicesWithLogs as services } from "./audit.ts";
import { native } from "./dialect.ts";
import { entitySchema } from "./entity-schema.ts";
import { bodyInput } from "./operation.ts";

/** Requests of one second in this gateway. */
export type Second = { at: number; requests: number; failed: number };

type Node = { id: string; available: boolean; hostname: string | null; services?: { name: string }[] };
/** Moleculer's own list of the copies that it knows. */
const nodeList: ActionRef<{ withServices: boolean }, Node[]> = { name: "$node.list" };

type Unavailable = { service: string; unavailable: true };

/** A service that does not answer is listed as unavailable. */
const statusOf = (service: string, ctx: DialectContext): Promise<ServiceStatus | Unavailable> =>
  ctx.read(kernelStatus(service), {}).catch(() => ({ service, unavailable: true as const }));

async function copies(ctx: DialectContext) {
  const nodes = await ctx.read(nodeList, { withServices: true });
  return nodes.map(({ id, available, hostname, services: own = [] }) => ({
    id,
    alive: available,
    host: hostname,
    services: own
      .map((each) => each.name)
      .filter((name) => !name.startsWith("$"))
      .sort(),
  }));
}

const text = { type: "string" };
const integer = { type: "integer" };
const moment = { type: "string", format: "date-time" };
const deadLetter = {
  id: text,
  consumer: text,
  type: text,
  event_id: text,
  org_id: text,
  error: text,
  attempts: integer,
  at: moment,
};
const allOf = (name: string, properties: Record<string, JsonSchema>): JsonSchema =>
  named(name, objectWith(properties));
const list = (items: JsonSchema): JsonSchema => ({ type: "array", items });

const copy = allOf("RunningCopy", {
  id: text,
  alive: { type: "boolean" },
  host: { type: ["string", "null"] },
  services: list(text),
});
const run = { anyOf: [entitySchema(verification), { type: "null" }] };
const verificationState = named(
  "VerificationState",
  objectWith(
    {
      last: run,
      failed: run,
      running_since: { ...moment, type: ["string", "null"] },
      unavailable: { type: "boolean", description: "The verifier's record does not answer." },
    },
    [],
  ),
);

/** The waiting work of a service that answers. */
const serviceStatus = named("ServiceStatus", {
  type: "object",
  properties: {
    service: text,
    unavailable: { type: "boolean", description: "The service does not answer; nothing else is known." },
    unpublished: integer,
    oldest_unpublished_ms: integer,
    lag: { type: ["integer", "null"], description: "Events that wait for its consumers; null: unknown." },
    dead_letters: integer,
    sagas: integer,
    oldest_saga_ms: integer,
    pool: allOf("ConnectionPool", { open: integer, in_use: integer, waiting: integer }),
  },
  required: ["service"],
});

/** The service of a dead letter, whose id begins with the consumer's name. */
function letterOf({ request, principal }: DialectContext) {
  refuseRestricted({ spans_stores: true }, principal);
  const id = request.params.id!;
  const service = services.find((each) => id.startsWith(`${each}.`));
  if (!service) throw notFound("dead_letter", id);
  return { service, id, org_id: principal.org.id };
}

/** `rates`: the requests of this gateway in the last minutes, by second. */
const showsStatus = (rates: () => readonly Second[]): Behavior =>
  handle({
    scope: "read:installation",
    schema: allOf("OpsStatus", {
      as_of: moment,
      copies: list(copy),
      services: list(serviceStatus),
      verification: verificationState,
      seconds: list(allOf("Second", { at: integer, requests: integer, failed: integer })),
    }),
    async run(ctx) {
      const [nodes, verification, ...states] = await Promise.all([
        copies(ctx),
        ctx.read(lastVerification, {}).catch(() => ({ unavailable: true })),
        ...services.map((service) => statusOf(service, ctx)),
      ]);
      const as_of = new Date().toISOString();
      return { as_of, copies: nodes, services: states, verification, seconds: rates() };
    },
  });

const listsLetters = handle({
  scope: "read:ops",
  schema: allOf("DeadLetters", { data: list(allOf("DeadLetter", deadLetter)) }),
  async run(ctx) {
    refuseRestricted({ spans_stores: true }, ctx.principal);
    const org_id = ctx.principal.org.id;
    const found = await Promise.all(
      services.map((service) => ctx.read(kernelDeadLetters(service), { org_id })),
    );
    return { data: found.flat() };
  },
});

/** A letter's id names its consumer and its event. */
const pathSchemas = { id: { type: "string", pattern: "^[a-z_.]+:.+$" } };

const getsLetter = handle({
  scope: "read:ops",
  schema: named(
    "DeadLetterWithEvent",
    objectWith({ ...deadLetter, event: { type: "object", additionalProperties: true } }, ["id", "event"]),
  ),
  run(ctx) {
    const { service, id, org_id } = letterOf(ctx);
    return ctx.read(kernelDeadLetter(service), { id, org_id });
  },
});

const replaysLetter = handle({
  scope: "write:ops",
  schema: objectWith({ replayed: integer, failed: integer, error: { type: ["string", "null"] } }, []),
  async run(ctx) {
    const { service, id, org_id } = letterOf(ctx);
    const counts = await ctx.call(kernelReplay(service), { id, org_id });
    if (counts.replayed + counts.failed === 0) throw notFound("dead_letter", id);
    return counts;
  },
});

const discardsLetter: Behavior = {
  scope: "write:ops",
  body: { required: true, schema: objectSchema(discarding) },
  response: () => objectWith({ discarded: text }, []),
  run(ctx) {
    const given = bodyInput(ctx, ["id"]);
    const { service, id, org_id } = letterOf(ctx);
    return ctx.call(kernelDiscard(service), { id, org_id, given });
  },
};

export const opsRoutes = (rates: () => readonly Second[]): Route[] => {
  const tag = "Operation";
  return beyond(native, {
    "GET /ops/status": {
      ...{ id: "getOpsStatus", tag, does: showsStatus(rates) },
      summary:
        "Get the running copies, the work that waits in each service, the result of the last verification and recent request rates.",
    },
    "GET /ops/dead-letters": {
      ...{ id: "listDeadLetters", tag, does: listsLetters },
      summary: "List events of this organization that a consumer gave up.",
    },
    "GET /ops/dead-letters/{id}": {
      ...{ id: "getDeadLetter", tag, does: { ...getsLetter, pathSchemas } },
      summary: "Get a dead letter with its whole event.",
    },
    "POST /ops/dead-letters/{id}/replay": {
      ...{ id: "replayDeadLetter", tag, does: { ...replaysLetter, pathSchemas } },
      summary: "Deliver a dead letter to its consumer again; the answer says why if it fails again.",
    },
    "POST /ops/dead-letters/{id}/discard": {
      ...{ id: "discardDeadLetter", tag, does: { ...discardsLetter, pathSchemas } },
      summary: "Discard a dead letter for good: its event counts as handled. The reason is audited.",
    },
  });
};
