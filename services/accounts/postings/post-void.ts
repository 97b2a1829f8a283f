/** The exact reversal of a sale's journal (T3), once. */
import { command } from "../../../shared/service/operation.ts";
import { balanceEntry } from "../balances/balance-entry.ts";
import { giftCard } from "../credit/gift-card.ts";
import { spendHold } from "../credit/leave-hold.ts";
import { post, postedBefore } from "../ledger/post.ts";
import { voidEntries } from "./balance-entries.rules.ts";
import * as declared from "./declarations.ts";
import { endCards } from "./end-cards.ts";
import { postStock } from "./post-stock.ts";
import { requireSale } from "./require-sale.ts";
import { voidPostings } from "./sale-postings.rules.ts";
import { dayOf } from "./store-day.rules.ts";

export const postVoid = command(
  declared.postVoid,
  async (tx, { sale_id, business_date, register_session_id, hold_id, stock }) => {
    const ref = { kind: "sale", id: sale_id };
    const before = await postedBefore(tx, ref, "void");
    if (before) return { journal_id: before.id };
    const original = await requireSale(tx, sale_id);
    if (hold_id) await spendHold(tx, hold_id);
    const entries = await tx.find(balanceEntry, { journal_id: original.id });
    const posted = await post(tx, {
      draft: voidPostings(original),
      ref,
      currency: original.currency,
      business_date,
      reverses: original.id,
      register_session_id: register_session_id ?? null,
      entries: voidEntries(entries, dayOf(tx, { business_date, timezone: tx.org.timezone })),
    });
    await postStock(tx, stock, { currency: original.currency, business_date });
    const cards = hold_id ? await tx.find(giftCard, { sale_id }) : [];
    await endCards(
      tx,
      cards.map(({ id }) => id),
    );
    return { journal_id: posted.id };
  },
);
