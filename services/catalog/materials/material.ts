import { flag, ref, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** What goods are made of (3.3): bought, held in measured quantities, consumed. */
export const material = resource({
  service: "catalog",
  name: "material",
  plural: "materials",
  grants: businessData,
  fields: {
    code: text({ max: 100, sort: true, filter: ["eq"], typed: true }),
    name: text({ max: 255, sort: true, filter: ["eq"], typed: true }),
    type_id: ref("catalog.material_type", { filter: ["eq"] }),
    notes: text({ optional: true, max: 5000 }),
    is_active: flag({ default: true, filter: ["eq"] }),
  },
  unique: [["code"]],
  search: ["code", "name"],
  verbs: ["list", "get", "restore"],
});
