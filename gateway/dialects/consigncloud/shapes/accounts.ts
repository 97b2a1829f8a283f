/** Accounts, what they are owed, batches. */
import {
  flag,
  fraction,
  hundredths,
  instant,
  integer,
  listOf,
  object,
  text,
  uuid,
  words,
} from "../../../wire/codecs.ts";
import { at, type Row, shape, shown } from "../../../wire/shape.ts";
import { address, amount, created, createdBy, deleted, id, nothing, updated } from "./common.ts";
import { endActions, inventoryTypes } from "./words.ts";

const maybe = { nullable: true } as const;
const readonly = { readonly: true } as const;

export const accountShape = shape("Account", {
  id,
  number: at("number", text),
  first_name: at("first_name", text),
  last_name: at("last_name", text),
  company: at("company", text),
  email: at("email", text),
  phone_number: at("phone_number", text),
  ...address,
  balance: amount("balance"),
  default_split: at("default_split", fraction),
  default_inventory_type: at("default_inventory_type", inventoryTypes),
  default_terms: at("default_end_action", endActions, maybe),
  is_vendor: at("is_vendor", flag),
  email_notifications_enabled: at("email_notifications_enabled", flag),
  tax_exempt: at("tax_exempt", flag),
  tags: at("tags", listOf(text)),
  created,
  updated,
  deleted,
  last_settlement: at("last_settlement", instant, { ...readonly, ...maybe }),
  last_activity: at("last_activity", instant, { ...readonly, ...maybe }),
  last_item_entered: at("last_item_entered", instant, { ...readonly, ...maybe }),
  number_of_items: at("number_of_items", integer, readonly),
  number_of_purchases: at("number_of_purchases", integer, readonly),
  locations: at("location_ids", listOf(uuid), readonly),
  recurring_fees: shown(listOf(object), (row, { exponent }) =>
    (row.recurring_fees as Row[] | undefined)?.map((fee) => ({
      ...fee,
      amount: Number(fee.amount) * 10 ** (2 - exponent),
    })),
  ),
  unpaid_balance_from: nothing(),
  has_pending_invite: shown(flag, () => false),
  created_by: createdBy,
});

const asked = { asked: true } as const;

/** An account as it is shown in the place of its id; more of it when it is asked for: `customer.tags` (API-6). */
export const accountBrief = shape("AccountBrief", {
  id,
  number: at("number", text, readonly),
  first_name: at("first_name", text, maybe),
  last_name: at("last_name", text, maybe),
  company: at("company", text, maybe),
  email: at("email", text, maybe),
  ...Object.fromEntries(Object.entries(address).map(([name, field]) => [name, { ...field, ...asked }])),
  email_notifications_enabled: at("email_notifications_enabled", flag, asked),
  tax_exempt: at("tax_exempt", flag, asked),
  tags: at("tags", listOf(text), asked),
});

export const balanceShape = shape("AccountBalance", {
  account: at("id", uuid, readonly),
  number: at("number", text, readonly),
  first_name: at("first_name", text, maybe),
  last_name: at("last_name", text, maybe),
  company: at("company", text, maybe),
  balance: amount("balance"),
  available_balance: amount("available_balance"),
  pending_balance: amount("pending_balance"),
  store_credit: amount("store_credit"),
  payouts_in_progress: amount("payouts_in_progress"),
});

export const entryShape = shape("BalanceEntry", {
  id,
  account: at("account_id", uuid, readonly),
  type: at("type", text, readonly),
  amount: amount("amount"),
  balance: amount("balance_after"),
  available_on: at("available_on", text, readonly),
  memo: at("memo", text, { ...readonly, ...maybe }),
  reference: at("ref", object, { ...readonly, filter: false }),
  created,
});

export const batchShape = shape("Batch", {
  id,
  number: at("number", text, readonly),
  status: at("status", words({ draft: "draft", submitted: "submitted" }), readonly),
  platform_editing_on: at(
    "platform_editing_on",
    words({ portal: "portal", consigncloud: "staff" }, { staff: "staff" }),
  ),
  description: at("description", text, maybe),
  account: at("account_id", uuid, maybe),
  items: at("item_ids", listOf(uuid), { ...readonly, filter: false }),
  submitted: at("submitted_at", instant, { ...readonly, ...maybe }),
  created,
  updated,
});

const figures = [
  "revenue",
  "consignor_portion",
  "refunds",
  "balance",
  "available_balance",
  "pending_balance",
  "store_credit",
  "payouts_in_progress",
  "liability",
];

/** Stats as they are, their amounts in hundredths. */
export const amounts = (row: Row, exponent: number, names: readonly string[] = figures): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      names.includes(name) && typeof value === "number" ? value * 10 ** (2 - exponent) : value,
    ]),
  );

export const payoutResultShape = shape("PayoutResult", {
  account: at("account_id", uuid),
  status: at("status", text),
  payout: at("payout_id", uuid, maybe),
  amount: at("amount", hundredths),
  reason: at("reason", text, maybe),
});
