import { choice, micro, patterns, ref, text } from "../../../shared/fields/index.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

export const portTypes = ["port", "terminal"] as const;

const degrees = (most: number) => ({
  ...({ optional: true, min: -most * 1_000_000, max: most * 1_000_000, about: "In degrees." } as const),
});

/** Where freight is loaded and unloaded: a port, or a terminal of one (16.4). */
export const port = resource({
  service: "inventory",
  name: "port",
  plural: "ports",
  grants: { read: "viewer", write: "manager", delete: "manager" },
  business_units: true,
  fields: {
    code: text({
      ...{ max: 50, pattern: patterns.name, typed: true, filter: ["eq", "contains"], sort: true },
      about: "In capital letters, however it is sent. One that was deleted leaves its code to another.",
    }),
    name: text({ max: 255, filter: ["eq", "contains"], sort: true }),
    type: choice(portTypes, { default: "port", fixed: true, filter: ["eq"], sort: true }),
    locode: text({
      ...{ optional: true, max: 10, filter: ["eq"], sort: true },
      about: "Its code in UN/LOCODE. A port has one.",
    }),
    port_id: ref("inventory.port", {
      ...{ optional: true, filter: ["eq"] },
      about: "The port to which a terminal belongs.",
    }),
    latitude: micro(degrees(90)),
    longitude: micro(degrees(180)),
    city: text({ optional: true, max: 100, filter: ["eq", "contains"] }),
    country: text({ optional: true, max: 100, filter: ["eq", "contains"] }),
    ...ofBusinessUnit,
  },
  unique: [["business_unit_id", "code", "deleted_at"]],
  search: ["code", "name", "locode", "city", "country"],
  verbs: ["list", "get"],
});
export type Port = Entity<typeof port>;
