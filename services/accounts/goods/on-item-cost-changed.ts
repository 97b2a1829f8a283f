import { reaction } from "../../../shared/events/consumer.ts";
import { itemCostChanged } from "../../inventory/public.ts";
import { post } from "../ledger/post.ts";
import { itemCostPostings } from "./item-postings.rules.ts";

/** T10, T18: `inventory:items` follows the cost of own goods on hand (INV-43). */
export const bookCost = reaction("book_cost", itemCostChanged, async (tx, event) => {
  const { account_id, cause, change, currency, business_date } = event.data;
  const type = change > 0 ? ("purchase" as const) : ("purchase_refund" as const);
  const owed = cause === "purchase" && account_id;
  await post(tx, {
    draft: itemCostPostings({ account_id, cause, change }),
    ref: { kind: "item_cost", id: event.id },
    currency,
    business_date,
    entries: owed ? [{ account_id, type, amount: change, available_on: business_date }] : [],
  });
});
