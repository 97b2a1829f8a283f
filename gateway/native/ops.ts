/** What an operator sees through the API: copies alive, work that waits, dead letters of his own organization. */
import { lastVerification } from "../../services/platform/public.ts";
import { notFound } from "../../shared/errors.ts";
import { discarding } from "../../shared/events/dead-letters.ts";
import { objectSchema } from "../../shared/fields/index.ts";
import {
  kernelDeadLetter,
  kernelDeadLetters,
  kernelDiscard,
  kernelReplay,
  kernelStatus,
  type ServiceStatus,
} from "../../shared/service/actions.ts";
import type { ActionRef, Call } from "../../shared/service/reference.ts";
import { refuseRestricted } from "../../shared/service/visible.ts";
import { unknownParameter } from "../query.ts";
import type { Asked, RouteRow } from "../row.ts";
import { servicesWithLogs as services } from "./audit.ts";
import { bodyInput, native } from "./rows.ts";

/** Requests of one second in this gateway. */
export type Second = { at: number; requests: number; failed: number };

type Node = { id: string; available: boolean; hostname: string | null; services?: { name: string }[] };
/** Moleculer's own list of the copies that it knows. */
const nodeList: ActionRef<{ withServices: boolean }, Node[]> = { name: "$node.list" };

const row = (parts: Omit<RouteRow, "dialect">): RouteRow => ({
  ...parts,
  dialect: native,
  path: native.prefix + parts.path,
});

function noQuery({ query: [first] }: Asked): void {
  if (first) throw unknownParameter(first[0], []);
}

/** A service that does not answer is told as such, not as an error. */
const statusOf = (service: string, call: Call): Promise<ServiceStatus | { service: string; away: true }> =>
  call(kernelStatus(service), {}, { trial: true }).catch(() => ({ service, away: true as const }));

async function copies(call: Call) {
  const nodes = await call(nodeList, { withServices: true }, { trial: true });
  return nodes.map(({ id, available, hostname, services: own = [] }) => ({
    id,
    alive: available,
    host: hostname,
    services: own.map((each) => each.name).filter((name) => !name.startsWith("$")),
  }));
}

const objects = (name: string) => ({
  type: "object",
  properties: { [name]: { type: "array", items: { type: "object" } } },
  required: [name],
});

/** The service that has the letter: its id begins with the consumer's name. */
function letterOf({ params, principal }: Asked) {
  refuseRestricted({ spans_stores: true }, principal!);
  const id = params.id!;
  const service = services.find((each) => id.startsWith(`${each}.`));
  if (!service) throw notFound("dead_letter", id);
  return { service, id, org_id: principal!.org.id };
}

/** `rates`: what this gateway answered in the last minutes, second by second. */
export const opsRows = (rates: () => readonly Second[]): RouteRow[] => [
  row({
    method: "GET",
    path: "/ops/status",
    scope: "read:installation",
    document: {
      operation_id: "ops_status",
      tag: "operation",
      about:
        "Copies alive, what waits in each service, what the verifier found last (AUD-5), and what this gateway answered lately.",
      status: 200,
      schema: objects("services"),
    },
    async answer(asked, call) {
      noQuery(asked);
      const [nodes, verification, ...states] = await Promise.all([
        copies(call),
        call(lastVerification, {}, { trial: true }).catch(() => ({ away: true })),
        ...services.map((service) => statusOf(service, call)),
      ]);
      return {
        status: 200,
        body: {
          as_of: new Date().toISOString(),
          ...{ copies: nodes, services: states, verification, seconds: rates() },
        },
      };
    },
  }),
  row({
    method: "GET",
    path: "/ops/dead-letters",
    scope: "read:ops",
    document: {
      operation_id: "list_dead_letters",
      tag: "operation",
      about: "Events of this organization that a consumer has given up (EVT-4).",
      status: 200,
      schema: objects("data"),
    },
    async answer(asked, call) {
      noQuery(asked);
      refuseRestricted({ spans_stores: true }, asked.principal!);
      const org_id = asked.principal!.org.id;
      const found = await Promise.all(
        services.map((service) => call(kernelDeadLetters(service), { org_id }, { trial: true })),
      );
      return { status: 200, body: { data: found.flat() } };
    },
  }),
  row({
    method: "GET",
    path: "/ops/dead-letters/{id}",
    scope: "read:ops",
    document: {
      operation_id: "get_dead_letter",
      tag: "operation",
      about: "A dead letter with its whole event.",
      status: 200,
      schema: { type: "object", properties: { id: { type: "string" }, event: { type: "object" } } },
    },
    async answer(asked, call) {
      noQuery(asked);
      const { service, id, org_id } = letterOf(asked);
      return { status: 200, body: await call(kernelDeadLetter(service), { id, org_id }, { trial: true }) };
    },
  }),
  row({
    method: "POST",
    path: "/ops/dead-letters/{id}/replay",
    scope: "write:ops",
    document: {
      operation_id: "replay_dead_letter",
      tag: "operation",
      about: "Hands a dead letter to its consumer again, and tells why it failed again if it does.",
      status: 200,
      schema: {
        type: "object",
        properties: {
          replayed: { type: "integer" },
          failed: { type: "integer" },
          error: { type: ["string", "null"] },
        },
      },
    },
    async answer(asked, call) {
      noQuery(asked);
      const { service, id, org_id } = letterOf(asked);
      const counts = await call(kernelReplay(service), { id, org_id });
      if (counts.replayed + counts.failed === 0) throw notFound("dead_letter", id);
      return { status: 200, body: counts };
    },
  }),
  row({
    method: "POST",
    path: "/ops/dead-letters/{id}/discard",
    scope: "write:ops",
    body: {
      required: true,
      schema: objectSchema(discarding),
    },
    document: {
      operation_id: "discard_dead_letter",
      tag: "operation",
      about:
        "Takes a dead letter away for good: its event counts as done. The reason is kept in the audit record (AUD-1).",
      status: 200,
      schema: { type: "object", properties: { discarded: { type: "string" } } },
    },
    async answer(asked, call) {
      noQuery(asked);
      const given = bodyInput(asked, ["id"]);
      const { service, id, org_id } = letterOf(asked);
      return { status: 200, body: await call(kernelDiscard(service), { id, org_id, given }) };
    },
  }),
];
