import { businessData } from "../../../shared/grants.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";
import { tagging } from "../../../shared/resource/tag.ts";

/** A word that customers, persons and firms, are marked with (8). */
export const customerTag = resource({
  service: "accounts",
  name: "customer_tag",
  plural: "customer_tags",
  scope: "customer_notes",
  grants: businessData,
  ...tagging,
  verbs: ["list", "get", "create", "update"],
});
export type CustomerTag = Entity<typeof customerTag>;
