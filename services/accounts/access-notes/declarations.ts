/** Records of who saw, took out or was refused what (AUD-2), for the gateway and the command line. */
import { choice, count, id, instant, list, text } from "../../../shared/fields/index.ts";
import { accessKinds } from "../../../shared/service/log.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

export const noteAccess = operation({
  name: "accounts.access.note",
  about:
    "Records in the audit log that the caller saw bank data, exported, read the audit log or very much at once, or was refused. What it is about may only be answered afterwards.",
  input: {
    kind: choice(accessKinds),
    operation: text({ max: 200 }),
    rows: count(),
    ids: list(id(), { optional: true, max: 500 }),
    format: text({ optional: true, max: 20 }),
    status: count({ optional: true }),
    since: instant({ optional: true }),
    until: instant({ optional: true }),
    caller_org_id: id({ optional: true }),
  },
  output: shapeOf({}),
});
