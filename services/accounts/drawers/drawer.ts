import { id, list, money, signed } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

/**
 * Cash that payouts and gift cards moved in a register's drawer during one session; its id is the session's. It closes with
 * the session: later cash is refused or belongs to the next session, so the count at closing is complete.
 */
export const drawer = resource({
  service: "accounts",
  name: "drawer",
  plural: "drawers",
  fields: {
    register_id: id(),
    cash: money({ ...signed, default: 0, about: "+ into the drawer" }),
    /** The id of the closing, once it is closed. */
    closed_by: id({ optional: true }),
    /** Recently reverted closings: one that arrives late is refused. */
    taken_back: list(id(), { default: [] }),
  },
  hardDelete: true,
  verbs: [],
});
