import { choice, count, group, id, list } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { unitStatuses } from "../units/status.rules.ts";

/** Units that one refund or void returned, under its id. The row makes this happen only once. */
export const unitReturn = resource({
  service: "inventory",
  name: "unit_return",
  plural: "unit_returns",
  fields: {
    sale_id: id(),
    flow: choice(["refund", "void"]),
    lines: list(group({ item_id: id(), units: count({ min: 1 }), to: choice(unitStatuses) })),
  },
  hardDelete: true,
  verbs: [],
});
