import { choice, count, date, flag, money4, ref, text } from "../../../shared/fields/index.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

export const priceKinds = ["base", "seasonal"] as const;

/** An amount for which a variant is offered: the base price, or one of certain days (8.5, D61). */
export const price = resource({
  service: "catalog",
  name: "price",
  plural: "prices",
  scope: "products",
  business_units: true,
  fields: {
    variant_id: ref("catalog.variant", { fixed: true, filter: ["eq"] }),
    kind: choice(priceKinds, { readonly: true, filter: ["eq"] }),
    name: text({ optional: true, max: 100 }),
    amount: money4(),
    starts_on: date({ optional: true, sort: true }),
    ends_on: date({ optional: true }),
    recurs_yearly: flag({ default: false }),
    priority: count({
      default: 0,
      max: 1_000_000,
      about: "Among prices of the same day the highest counts.",
    }),
    ...ofBusinessUnit,
  },
  hardDelete: true,
  verbs: ["list", "get"],
});

export type Price = Entity<typeof price>;
