/** What happened with a customer, and what somebody said about it (MRC-CUS-6, MRC-CUS-11). */
import { choice, id, instant, ref, text } from "../../../shared/fields/index.ts";
import {
  type AnyResource,
  type Entity,
  ofBusinessUnit,
  resource,
} from "../../../shared/resource/resource.ts";
import { customerKinds } from "../crm/customer-address.ts";

const personal = { optional: true, private: true } as const;

const ofCustomer = {
  customer_id: id({ fixed: true, filter: ["eq"], about: "A contact or a business customer." }),
  customer_kind: choice(customerKinds, { readonly: true, filter: ["eq"] }),
  deal_id: ref("accounts.deal", { optional: true, filter: ["eq"] }),
  author_member_id: ref("accounts.member", {
    ...{ optional: true, filter: ["eq"] },
    about: "The calling member, when absent; null for a key.",
  }),
  icon: text({ optional: true, max: 100 }),
  color: text({ optional: true, max: 20 }),
  ...ofBusinessUnit,
} as const;

export const activity = resource({
  service: "accounts",
  name: "activity",
  plural: "activities",
  scope: "customer_notes",
  business_units: true,
  fields: {
    ...ofCustomer,
    activity_type: text({ max: 150, sort: true, filter: ["eq"], about: "A word, such as call." }),
    subject: text({ ...personal, max: 200 }),
    body: text({ ...personal, max: 10_000 }),
    occurred_at: instant({ optional: true, sort: true, filter: ["eq", "gt", "gte", "lt", "lte"] }),
  },
  verbs: ["list", "get"],
});
export type Activity = Entity<typeof activity>;

export const comment = resource({
  service: "accounts",
  name: "comment",
  plural: "comments",
  scope: "customer_notes",
  business_units: true,
  fields: { ...ofCustomer, body: text({ max: 10_000, private: true }) },
  verbs: ["list", "get"],
});
export type Comment = Entity<typeof comment>;

export const notes: readonly AnyResource[] = [activity, comment];
