import { count, flag, list, ref, text } from "../../../shared/fields/index.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

export const MOST_TAGS = 100;

/** As the word was when the unit was chosen. */
const ofUnit = { optional: true, readonly: true } as const;

/** A room or device that can be booked (13). */
export const bookableResource = resource({
  service: "contracts",
  name: "bookable_resource",
  plural: "bookable_resources",
  grants: { read: "viewer", write: "manager", delete: "manager" },
  business_units: true,
  fields: {
    name: text({ max: 200, sort: true }),
    description: text({ optional: true, max: 10_000 }),
    resource_type_id: ref("contracts.resource_type", { optional: true, filter: ["eq"] }),
    capacity: count({
      optional: true,
      max: 1_000_000,
      sort: true,
      about: "Null: it is booked once at a time.",
    }),
    capacity_unit_value: text({
      ...{ optional: true, max: 150 },
      about: "A word of the dictionary `booking.capacity_units`.",
    }),
    capacity_unit_name: text({ ...ofUnit, max: 150 }),
    capacity_unit_color: text({ ...ofUnit, max: 20 }),
    capacity_unit_icon: text({ ...ofUnit, max: 100 }),
    icon: text({ optional: true, max: 100 }),
    color: text({ optional: true, max: 20 }),
    tag_ids: list(ref("contracts.booking_tag"), {
      ...{ default: [], max: MOST_TAGS, filter: ["eq"], alias: "tag_id" },
    }),
    availability_rule_set_id: ref("contracts.availability_rule_set", { optional: true, filter: ["eq"] }),
    is_active: flag({ default: true, filter: ["eq"] }),
    ...ofBusinessUnit,
  },
  search: ["name"],
  verbs: ["list", "get"],
});
export type BookableResource = Entity<typeof bookableResource>;
