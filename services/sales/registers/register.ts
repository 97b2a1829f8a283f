import { flag, id, ref, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** A register of a store. */
export const register = resource({
  service: "sales",
  name: "register",
  plural: "registers",
  grants: businessData,
  fields: {
    name: text({ max: 100, sort: true, typed: true }),
    store_id: ref("inventory.store", { filter: ["eq"] }),
    is_active: flag({ default: true, filter: ["eq"] }),
    open_session_id: id({ optional: true, readonly: true }),
  },
  store_field: "store_id",
  verbs: ["list", "get", "create", "update", "remove", "restore"],
});
