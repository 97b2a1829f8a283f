import { id, instant, money, ref, signed, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** The time from opening a register with its float to counting its cash (3.2). Amounts in minor units. */
export const registerSession = resource({
  service: "sales",
  name: "register_session",
  plural: "register_sessions",
  scope: "registers",
  fields: {
    register_id: ref("sales.register", { filter: ["eq"] }),
    store_id: id({ readonly: true, filter: ["eq"] }),
    opened_at: instant({ readonly: true, sort: true }),
    opening_float: money(),
    /** Cash of sales, refunds and voids. The closing adds the cash that accounts moved. */
    cash_moved: money({ ...signed, readonly: true, hidden: true, default: 0 }),
    currency: text({ readonly: true, max: 3 }),
    closed_at: instant({ optional: true, readonly: true, filter: ["eq"] }),
    counted: money({ optional: true, readonly: true }),
    expected: money({ optional: true, readonly: true, ...signed }),
    difference: money({ optional: true, readonly: true, ...signed }),
    memo: text({ optional: true, max: 1000 }),
  },
  store_field: "store_id",
  hardDelete: true,
  verbs: ["list", "get"],
});
