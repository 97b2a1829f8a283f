import { type Entity, resource } from "../../../shared/resource/resource.ts";
import { tagging } from "../../../shared/resource/tag.ts";

/** A word that resources are marked with (13). */
export const bookingTag = resource({
  service: "contracts",
  name: "booking_tag",
  plural: "booking_tags",
  scope: "bookable_resources",
  ...tagging,
  verbs: ["list", "get", "create", "update"],
});
export type BookingTag = Entity<typeof bookingTag>;
