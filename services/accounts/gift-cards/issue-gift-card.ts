import { invalidField } from "../../../shared/errors.ts";
import type { Received } from "../../../shared/fields/index.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { refuseForeignStore } from "../../../shared/service/visible.ts";
import { giftCard } from "../credit/gift-card.ts";
import { countCash, dayAt, type Till, tillOf } from "../drawers/till.ts";
import { giftCard as giftCardAccount, tenderAccount } from "../ledger/ledger-accounts.rules.ts";
import { post } from "../ledger/post.ts";
import { credit, debit, journal } from "../ledger/postings.rules.ts";
import * as declared from "./declarations.ts";

export const issueGiftCard = command(declared.issueGiftCard, {
  gather: (call, { tender, register_id }) => tillOf(call, tender === "cash" ? register_id : null),
  run: issueCard,
});

async function issueCard(
  tx: Tx,
  { tender, register_id, ...input }: Received<typeof declared.issueGiftCard.input>,
  till: Till | null,
) {
  // A register of another store is not found. Without a register the money would be in no store of the principal.
  if (!register_id) refuseForeignStore(tx.meta, null, "/register_id");
  if (input.expires_on && input.expires_on < dayAt(tx, till))
    throw invalidField("/expires_on", "in_the_past", "'expires_on' has passed.");
  const card = await tx.insert(giftCard, { ...input, balance: 0, currency: tx.org.currency });
  const { initial_amount: amount } = input;
  const draft = journal("gift_card_issued", [
    debit(tenderAccount({ type: tender, amount }, register_id), amount),
    credit(giftCardAccount(card.id), amount),
  ]);
  await post(tx, {
    draft,
    register_session_id: await countCash(tx, draft, till),
    ref: { kind: "gift_card", id: card.id },
    currency: tx.org.currency,
    business_date: dayAt(tx, till),
  });
  return tx.load(giftCard, card.id);
}
