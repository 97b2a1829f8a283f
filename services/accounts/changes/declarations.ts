/** The tenant's change feed (API-4b). */
import { count, flag, group, id, instant, list, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

export const listChanges = operation({
  name: "accounts.change.list",
  http: "GET /changes",
  scope: "read:changes",
  spans_stores: true,
  about:
    "List changes since a number. Returns changed entities in order. There are no gaps below `next_since`; send it as `since` to go on. Answers 410 when the number is older than the changes that are kept.",
  refuses: ["feed_expired"],
  input: {
    since: count({ default: 0, max: Number.MAX_SAFE_INTEGER }),
    kinds: text({ optional: true, max: 500, about: "Kinds of entities, separated by commas: item,sale." }),
    limit: count({ default: 100, min: 1, max: 1000 }),
  },
  output: shapeOf({
    data: list(
      group({
        seq: count({ max: Number.MAX_SAFE_INTEGER }),
        kind: text(),
        id: id(),
        version: count(),
        deleted: flag(),
        at: instant(),
      }),
    ),
    next_since: count({ max: Number.MAX_SAFE_INTEGER }),
  }),
});
