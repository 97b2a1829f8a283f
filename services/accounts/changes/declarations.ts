/** The tenant's change feed (API-4b). */
import { count, flag, group, id, instant, list, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

export const listChanges = operation({
  name: "accounts.change.list",
  http: "GET /changes",
  scope: "read:changes",
  spans_stores: true,
  about: "What changed since a number, in order, without gaps below `next_since` (API-4b).",
  input: {
    since: count({ default: 0, max: Number.MAX_SAFE_INTEGER }),
    kinds: text({ optional: true, max: 500, about: "Words separated by commas." }),
    limit: count({ default: 100, min: 1, max: 1000 }),
  },
  output: shapeOf({
    data: list(
      group({ seq: count(), kind: text(), id: id(), version: count(), deleted: flag(), at: instant() }),
    ),
    next_since: count(),
  }),
});
