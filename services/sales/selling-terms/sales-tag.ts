import { type Entity, resource } from "../../../shared/resource/resource.ts";
import { tagging } from "../../../shared/resource/tag.ts";

/** A word that documents of selling are marked with (6.11). */
export const salesTag = resource({
  service: "sales",
  name: "sales_tag",
  plural: "sales_tags",
  scope: "sales_orders",
  ...tagging,
  verbs: ["list", "get", "create", "update", "remove"],
});
export type SalesTag = Entity<typeof salesTag>;
