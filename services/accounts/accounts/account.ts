import {
  address,
  choice,
  count,
  date,
  email,
  flag,
  group,
  id,
  instant,
  json,
  list,
  money,
  ref,
  signed,
  text,
} from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";
import { defaultTerms, inventoryTypes } from "../terms/terms.ts";

const figure = { ...signed, readonly: true, default: 0 } as const;

/** A recurring fee (BAL-2): weekly (every n weeks) or monthly (on a day, or on the last day of a shorter month). */
export const recurringFee = {
  id: id({ optional: true, about: "Set by the server; send it back to keep the fee." }),
  name: text({ max: 100 }),
  amount: money({ min: 1 }),
  cycle: choice(["weekly", "monthly"]),
  every_weeks: count({ optional: true, min: 1, max: 52 }),
  day_of_month: count({ optional: true, min: 1, max: 31 }),
  starts_on: date({ optional: true, about: "Absent: the day it is attached." }),
  attached_on: date({ optional: true, about: "Set by the server; nothing is charged on that day." }),
} as const;

/** A person or company: consignor, customer or both (3.2). The shop owes a positive balance. */
export const account = resource({
  service: "accounts",
  name: "account",
  plural: "accounts",
  grants: { ...businessData, "read:account_bank": "manager" },
  fields: {
    number: text({ readonly: true, filter: ["eq"], sort: true, max: 20, typed: true }),
    first_name: text({ optional: true, max: 255, private: true }),
    last_name: text({ optional: true, max: 255, private: true, sort: true, typed: true }),
    company: text({ optional: true, max: 255, private: true, sort: true, typed: true }),
    email: email({ optional: true, private: true, filter: ["eq"], typed: true }),
    email_notifications_enabled: flag({ default: true }),
    phone_number: text({ optional: true, max: 255, private: true, filter: ["eq"] }),
    ...address,
    is_vendor: flag({ default: false, filter: ["eq"] }),
    tax_exempt: flag({ default: false }),
    ...defaultTerms,
    default_inventory_type: choice(inventoryTypes, { default: "consignment" }),
    bank_account_number: text({
      optional: true,
      max: 64,
      private: true,
      sealed: true,
      about: "Kept encrypted; shown as its last four characters without the scope read:account_bank.",
    }),
    tags: list(text({ max: 50 }), { default: [], max: 50, filter: ["eq"], typed: true }),
    location_ids: list(ref("inventory.location"), { default: [], max: 50 }),
    recurring_fees: list(group(recurringFee), { default: [], max: 10 }),
    /** Its recurring fees are charged up to this business date. */
    fees_charged_on: date({ optional: true, readonly: true, hidden: true }),
    /** It has its CRM record: only accounts from before there were any have not. */
    has_record: flag({ optional: true, readonly: true, hidden: true }),
    user_id: id({ optional: true, readonly: true }),
    metadata: json({ default: {} }),
    available_balance: money({ ...figure, derived: true, about: "What may be paid out today." }),
    pending_balance: money({ ...figure, derived: true, about: "Credits that become available later." }),
    currency: text({ readonly: true, derived: true, max: 3 }),
    balance: money({ ...figure, filter: ["eq", "gt", "gte", "lt", "lte"], sort: true }),
    /** The number of its latest balance entry. */
    entry_seq: count({ readonly: true, hidden: true, default: 0 }),
    /** The latest moment at which a credit becomes available. After it, nothing is pending and no sum is needed. */
    pending_until: instant({ optional: true, readonly: true, hidden: true }),
    store_credit: money(figure),
    /** Reserved for sales that are being finalized. */
    held_balance: money({ ...figure, hidden: true }),
    held_credit: money({ ...figure, hidden: true }),
    payouts_in_progress: money(figure),
    number_of_items: count({ readonly: true, default: 0 }),
    number_of_purchases: count({ readonly: true, default: 0 }),
    last_settlement: instant({ optional: true, readonly: true }),
    last_item_entered: instant({ optional: true, readonly: true }),
    last_activity: instant({ optional: true, readonly: true }),
  },
  unique: [["number"]],
  globalIndexes: [{ has_record: 1 }],
  search: ["number", "first_name", "last_name", "company", "email", "tags"],
  verbs: ["list", "get"],
});

export type Account = Entity<typeof account>;
