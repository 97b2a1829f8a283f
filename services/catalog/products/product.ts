import { flag, id, list, ref, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";

/** What describes an offer. A variant that leaves one of these empty shows its product's (PRD-3). */
export const described = {
  description: text({ optional: true, max: 10_000 }),
  category: text({ optional: true, max: 100, typed: true, filter: ["eq"] }),
  subcategory: text({ optional: true, max: 100 }),
  tags: list(text({ max: 100 }), { default: [], max: 100 }),
} as const;

export const picture = {
  image_file_id: id({ optional: true, readonly: true }),
  image_path: text({
    optional: true,
    readonly: true,
    max: 200,
    about: "The picture's address on this server.",
  }),
} as const;

/** What is offered, by whom and where (D61). It is sold in variants, of which the default one has the product's id. */
export const product = resource({
  service: "catalog",
  name: "product",
  plural: "products",
  grants: businessData,
  fields: {
    platform_id: ref("contracts.platform", { optional: true, fixed: true, filter: ["eq"] }),
    user_id: ref("accounts.marketplace_user", {
      ...{ optional: true, fixed: true, filter: ["eq"] },
      about: "The seller on the platform; the house user for goods of the organization.",
    }),
    name: text({ max: 255, sort: true, typed: true }),
    ...described,
    ...picture,
    is_enabled: flag({ default: true, filter: ["eq"], about: "Switched off, none of its variants is sold." }),
  },
  search: ["name", "category"],
  verbs: ["list", "get"],
});

export type Product = Entity<typeof product>;
