import { choice, count, flag, id, ref, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";
import { providerNames } from "../platforms/platform.ts";

/** A card of a user at the provider: a reference, and what people recognize it by (8.7). */
export const paymentMethod = resource({
  service: "contracts",
  name: "payment_method",
  plural: "payment_methods",
  grants: businessData,
  fields: {
    user_id: ref("accounts.marketplace_user", { readonly: true, filter: ["eq"] }),
    platform_id: id({ readonly: true, filter: ["eq"] }),
    provider: choice(providerNames, { readonly: true }),
    provider_ref: text({ readonly: true, max: 100 }),
    type: choice(["card"], { readonly: true }),
    brand: text({ readonly: true, max: 50 }),
    last4: text({ readonly: true, max: 4 }),
    exp_month: count({ readonly: true, min: 1, max: 12 }),
    exp_year: count({ readonly: true, min: 2000, max: 2200 }),
    is_default: flag({ readonly: true, filter: ["eq"] }),
  },
  onlyOne: { field: "is_default", within: ["user_id"] },
  hardDelete: true,
  verbs: ["list", "get"],
});

export type PaymentMethod = Entity<typeof paymentMethod>;
