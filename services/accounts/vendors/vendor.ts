import { address, flag, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** A firm that the organization buys materials, goods or work from (3.3). */
export const vendor = resource({
  service: "accounts",
  name: "vendor",
  plural: "vendors",
  grants: businessData,
  fields: {
    name: text({ max: 255, sort: true, filter: ["eq"], typed: true }),
    ...address,
    term: text({ optional: true, max: 255, about: "Payment term, such as Net 30." }),
    accounting_ref: text({
      optional: true,
      max: 255,
      filter: ["eq"],
      about: "Its id in an accounting system.",
    }),
    notes: text({ optional: true, max: 10_000 }),
    is_active: flag({ default: true, filter: ["eq"] }),
  },
  search: ["name"],
  verbs: ["list", "get", "create", "update", "restore"],
});
