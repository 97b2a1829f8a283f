import { choice, flag, instant, json, money, ref, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { payoutStatuses } from "./payout-status.rules.ts";

export const payoutMethods = ["cash", "check", "bank", "store_credit", "provider"] as const;

/** A payment of a balance to its account (4.5). */
export const payout = resource({
  service: "accounts",
  name: "payout",
  plural: "payouts",
  grants: { ...businessData, approve: "manager" },
  fields: {
    account_id: ref("accounts.account", { filter: ["eq"], fixed: true }),
    amount: money({ min: 1, fixed: true, filter: ["eq", "gte", "lte"], sort: true }),
    currency: text({ readonly: true, max: 3 }),
    fee: money({ default: 0, fixed: true }),
    method: choice(payoutMethods, { filter: ["eq"] }),
    status: choice(payoutStatuses, { readonly: true, filter: ["eq"] }),
    approved: flag({ readonly: true }),
    completed: flag({ readonly: true }),
    requested_at: instant({ optional: true, readonly: true, sort: true }),
    approved_at: instant({ optional: true, readonly: true }),
    completed_at: instant({ optional: true, readonly: true, sort: true }),
    rejected_at: instant({ optional: true, readonly: true }),
    cancelled_at: instant({ optional: true, readonly: true }),
    failed_at: instant({ optional: true, readonly: true }),
    reversed_at: instant({ optional: true, readonly: true }),
    completed_by: text({ optional: true, readonly: true, max: 100 }),
    created_by_member_id: ref("accounts.member", { optional: true, fixed: true }),
    completed_by_member_id: ref("accounts.member", { optional: true }),
    created_by_kind: choice(["account", "member"], { default: "member", fixed: true }),
    last_interaction_at: instant({ optional: true, readonly: true }),
    external_ref: text({ optional: true, max: 200 }),
    register_id: ref("sales.register", { optional: true }),
    store_id: ref("inventory.store", {
      optional: true,
      readonly: true,
      filter: ["eq"],
      about: "The store of the register that pays; none when it is paid at no register.",
    }),
    memo: text({ optional: true, max: 1000 }),
    metadata: json({ default: {} }),
    run_id: text({ optional: true, max: 100, fixed: true, filter: ["eq"] }),
  },
  unique: [["run_id", "account_id"]],
  hardDelete: true,
  store_field: "store_id",
  verbs: ["list", "get"],
});
