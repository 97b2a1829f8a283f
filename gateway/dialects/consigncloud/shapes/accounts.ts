/** Accounts, balances and batches. */
import {
  account,
  type accountBalances,
  accountStats,
  accountTotals,
  balanceEntry,
  runPayouts,
} from "../../../../services/accounts/public.ts";
import { batch } from "../../../../services/inventory/public.ts";
import type { InputOf, OutputOf } from "../../../../shared/service/reference.ts";
import {
  type BulkBody,
  c,
  constant,
  elementsOf,
  field,
  listShown,
  outputOf,
  rowsOf,
  shape,
  shown,
} from "../../../kit/index.ts";
import { own, shapeOf } from "../dialect.ts";
import {
  address,
  amount,
  bulkFields,
  created,
  createdBy,
  id,
  ifIncluded,
  maybe,
  readonly,
  stamps,
  updated,
} from "./common.ts";
import { endActions } from "./words.ts";

const names = ["first_name", "last_name", "company", "email"] as const;
const whole = ["email_notifications_enabled", "tax_exempt", "tags"] as const;

export const accountShape = shape("Account", account, {
  ...own(account, ["id", ...names, "phone_number", ...whole, "is_vendor"]),
  number: field("number", c.text),
  ...address,
  ...own(account, ["default_split", "default_inventory_type", "number_of_items", "number_of_purchases"]),
  ...own(account, ["last_settlement", "last_activity", "last_item_entered"], maybe),
  balance: amount("balance"),
  default_terms: field("default_end_action", endActions, maybe),
  locations: shown("location_ids", c.listOf(c.uuid)),
  recurring_fees: { ...own(account, ["recurring_fees"]).recurring_fees, readonly: true },
  unpaid_balance_from: constant(null, c.object),
  has_pending_invite: constant(false, c.flag),
  created_by: createdBy,
  ...stamps,
});

/** An account in the place of its id, with further fields on request: `customer.tags` (API-6). */
export const accountBrief = shape("AccountBrief", account, {
  ...{ id, number: shown("number", c.text) },
  ...own(account, names, maybe),
  ...own(account, whole, ifIncluded),
  ...Object.fromEntries(Object.entries(address).map(([wire, each]) => [wire, { ...each, ...ifIncluded }])),
});

export const totalsShape = shapeOf("AccountTotals", outputOf(accountTotals), maybe);
export const statsShape = shapeOf("AccountStats", outputOf(accountStats), maybe);

type Balances = OutputOf<typeof accountBalances>["data"][number];
export const balanceShape = shape("AccountBalance", rowsOf<Balances>({ columns: account.columns }), {
  ...own(account, { account: "id", number: "number" }, readonly),
  ...own(account, ["first_name", "last_name", "company"], { ...maybe, ...readonly }),
  balance: amount("balance"),
  available_balance: amount("available_balance"),
  pending_balance: amount("pending_balance"),
  store_credit: amount("store_credit"),
  payouts_in_progress: amount("payouts_in_progress"),
});

export const entryShape = shape("BalanceEntry", balanceEntry, {
  ...{ id, created },
  ...own(balanceEntry, ["type", "amount", "available_on"], readonly),
  ...own(balanceEntry, { account: "account_id", balance: "balance_after" }, readonly),
  ...own(balanceEntry, ["memo"], { ...maybe, ...readonly }),
  reference: shown("ref", c.object, { filter: false }),
});

export const batchShape = shape("Batch", batch, {
  ...{ id, created, updated },
  ...own(batch, ["number", "status"], readonly),
  platform_editing_on: field(
    "platform_editing_on",
    c.enumMap({ portal: "portal", consigncloud: "staff" } as const, { staff: "staff" } as const),
  ),
  ...own(batch, { description: "description", account: "account_id" }, maybe),
  items: shown("item_ids", c.listOf(c.uuid), { filter: false }),
  ...own(batch, { submitted: "submitted_at" }, { ...maybe, ...readonly }),
});

export const bulkBody = shape("BulkAccountEdit", rowsOf<BulkBody>(), bulkFields("accounts"));

export const batchStatus = shape("BatchStatus", rowsOf<{ status: "draft" | "submitted" }>(), {
  status: field("status", c.choiceOf(["draft", "submitted"]), { required: true }),
});

const methods = c.choiceOf(["cash", "check", "bank", "store_credit", "provider"]);
export const payoutsBody = shape("Payouts", rowsOf<InputOf<typeof runPayouts> & { all: boolean }>(), {
  accounts: field("account_ids", c.listOf(c.uuid), { aliases: ["account_ids", "ids"] }),
  method: field("method", methods, { default: "cash" }),
  run_id: field("run_id", c.text),
  all: field("all", c.flag),
});

const payoutRun = outputOf(runPayouts);
const payoutShape = shapeOf("PayoutResult", elementsOf(payoutRun, "results"), {
  ...{ as: { account: "account_id", payout: "payout_id" }, nullable: "optional", readonly: true },
});
export const payoutRunShape = shapeOf("PayoutRun", payoutRun, {
  plus: { results: shown("results", listShown(payoutShape)) },
});
