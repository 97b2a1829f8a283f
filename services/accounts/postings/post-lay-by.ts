/** The journal of money that was paid for a sale on lay-by or went back (T27, T28), once. */
import { command } from "../../../shared/service/operation.ts";
import { spendHold } from "../credit/leave-hold.ts";
import { post, postedBefore } from "../ledger/post.ts";
import { layByEntries } from "./balance-entries.rules.ts";
import * as declared from "./declarations.ts";
import { layByPostings } from "./lay-by-postings.rules.ts";
import { dayOf } from "./store-day.rules.ts";

export const postLayBy = command(declared.postLayBy, async (tx, { money }) => {
  const { payment_id, number, sale_number, currency, business_date, hold_id, fact } = money;
  const ref = { kind: "lay_by_payment", id: payment_id };
  const draft = layByPostings(fact);
  const before = await postedBefore(tx, ref, draft.kind);
  if (before) return { journal_id: before.id };
  if (hold_id) await spendHold(tx, hold_id);
  const posted = await post(tx, {
    draft,
    ref,
    currency,
    business_date,
    memo: `Lay-by ${number}, sale ${sale_number}`,
    register_session_id: money.register_session_id,
    entries: layByEntries(fact, dayOf(tx, money)),
  });
  return { journal_id: posted.id };
});
