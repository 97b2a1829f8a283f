/** What sales people note about whom they deal with, persons and firms alike (MRC-CUS-2…3). */
import { choice, instant, list, ref, text } from "../../../shared/fields/index.ts";

export const crmFields = {
  status: text({ optional: true, max: 150, filter: ["eq"] }),
  lifecycle_stage: text({ optional: true, max: 150, filter: ["eq"] }),
  source: text({ optional: true, max: 150, filter: ["eq"] }),
  owner_member_id: ref("accounts.member", { optional: true, filter: ["eq"] }),
  next_interaction_at: instant({ optional: true, sort: true, filter: ["eq", "gt", "gte", "lt", "lte"] }),
  next_interaction_name: text({ optional: true, max: 200 }),
  next_interaction_ref: text({ optional: true, max: 200 }),
  next_interaction_icon: text({ optional: true, max: 100 }),
  next_interaction_color: text({ optional: true, max: 20 }),
  tag_ids: list(ref("accounts.customer_tag"), { default: [], max: 100, filter: ["eq"], alias: "tag_id" }),
} as const;

/** The account of which this is the record; names, email address and phone number are the account's (MRC-ONE-1). */
export const ofAccount = {
  account_id: ref("accounts.account", {
    ...{ optional: true, readonly: true, filter: ["eq"] },
    about: "The account that is the same person or firm.",
  }),
} as const;

/** What contacts can be linked to. */
export const linkedKinds = ["customer", "vendor"] as const;
export const linkedKind = choice(linkedKinds, { fixed: true, filter: ["eq"] });
