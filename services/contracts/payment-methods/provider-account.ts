import { choice, flag, id, ref, text } from "../../../shared/fields/index.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";
import { providerNames } from "../platforms/platform.ts";

/** A user at the provider: as a customer who pays, and with the bank account to which they are paid (3.1, PAM-1). */
export const providerAccount = resource({
  service: "contracts",
  name: "provider_account",
  plural: "provider_accounts",
  grants: { read: "viewer", write: "member" },
  fields: {
    user_id: ref("accounts.marketplace_user", { readonly: true, filter: ["eq"] }),
    platform_id: id({ readonly: true, filter: ["eq"] }),
    provider: choice(providerNames, { readonly: true }),
    customer_ref: text({ optional: true, readonly: true, max: 100 }),
    account_ref: text({ optional: true, readonly: true, max: 100 }),
    charges_enabled: flag({ default: false, readonly: true }),
    payouts_enabled: flag({ default: false, readonly: true }),
    details_submitted: flag({ default: false, readonly: true }),
    bank_name: text({ optional: true, readonly: true, max: 100 }),
    bank_last4: text({ optional: true, readonly: true, max: 4 }),
  },
  unique: [["user_id"]],
  hardDelete: true,
  verbs: ["list", "get"],
});

export type ProviderAccount = Entity<typeof providerAccount>;
