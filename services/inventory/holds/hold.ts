import { choice, count, group, id, list } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** Held units of a parked sale (SALE-2). */
export const hold = resource({
  service: "inventory",
  name: "hold",
  plural: "holds",
  fields: {
    state: choice(["held", "released"]),
    lines: list(
      group({
        item_id: id(),
        units: count({ min: 1 }),
        /** The level that holds the units of a linked item. */
        level_id: id({ optional: true }),
      }),
    ),
  },
  hardDelete: true,
  verbs: [],
});
