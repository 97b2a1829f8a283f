import { id, list, money, signed } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

/**
 * Cash that payouts and gift cards moved in a register's drawer during one session, whose id it has. It closes with the
 * session: later cash is refused or belongs to the next one, so the count at closing misses nothing.
 */
export const drawer = resource({
  service: "accounts",
  name: "drawer",
  plural: "drawers",
  fields: {
    register_id: id(),
    cash: money({ ...signed, default: 0, about: "+ into the drawer" }),
    /** The closing that closed it. */
    closed_by: id({ optional: true }),
    /** Closings that were taken back lately: one of them that arrives late is refused. */
    taken_back: list(id(), { default: [] }),
  },
  hardDelete: true,
  verbs: [],
});
