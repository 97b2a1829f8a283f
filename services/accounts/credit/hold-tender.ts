/** Reserves store credit, gift cards and balance for a sale, store credit first (TOT-1). */
import { businessDate } from "../../../shared/dates.ts";
import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { command } from "../../../shared/service/operation.ts";
import type { InputOf } from "../../../shared/service/reference.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { account } from "../accounts/account.ts";
import { spendable } from "../balances/available.ts";
import { drawCredit } from "../balances/balances.rules.ts";
import { giftCardUsed, insufficientBalance } from "../balances/errors.ts";
import * as declared from "./declarations.ts";
import { giftCard } from "./gift-card.ts";
import { tenderHold } from "./tender-hold.ts";

type Hold = Entity<typeof tenderHold>;

export const holdTender = command(declared.holdTender, async (tx, input) => {
  const { hold_id, timezone, tenders, cards, sale_id } = input;
  const before = await tx.findOne(tenderHold, { _id: hold_id });
  if (before) return heldBefore(before);
  const today = businessDate(tx.now, timezone);
  const drawn: declared.DrawnTender[] = [];
  for (const [i, each] of tenders.entries()) {
    drawn.push(
      ...(each.type === "gift_card" ? await drawCard(tx, i, each, today) : await drawAccount(tx, i, each)),
    );
  }
  await makeCards(tx, { hold_id, sale_id: sale_id ?? null }, cards);
  const gift_card_ids = cards.map(({ id }) => id);
  await tx.insert(
    tenderHold,
    { id: hold_id, state: "held", tenders: drawn, gift_card_ids },
    { emit: "none" },
  );
  return { tenders: drawn };
});

/** GFT-1: the cards of a sale are there before it is final, so that no code is promised twice; its journal gives them their money. */
async function makeCards(
  tx: Tx,
  of: { hold_id: string; sale_id: string | null },
  cards: InputOf<typeof declared.holdTender>["cards"],
): Promise<void> {
  for (const [i, { id, amount, code, expires_on }] of (cards ?? []).entries()) {
    if (code && (await tx.findOne(giftCard, { code }))) throw codeTaken(i);
    const fields = { initial_amount: amount, code: code ?? null, expires_on: expires_on ?? null, ...of };
    await tx.insert(giftCard, { id, ...fields, balance: 0, currency: tx.org.currency });
  }
}

const codeTaken = (i: number) => {
  const message = "There is a gift card with this code.";
  return fail("conflict", message, {
    errors: [{ pointer: `/gift_cards/${i}/code`, code: "not_unique", message }],
  });
};

function heldBefore(hold: Hold): { tenders: declared.DrawnTender[] } {
  if (hold.state === "released") throw fail("conflict", "This hold has been released.");
  return { tenders: hold.tenders };
}

const short = (i: number, available: number, asked: number) =>
  insufficientBalance({ available, asked }, [{ pointer: `/payments/${i}/amount` }]);

async function drawCard(
  tx: Tx,
  i: number,
  { amount, gift_card_id, whole }: { amount: number; gift_card_id?: string | null; whole?: boolean },
  today: string,
): Promise<declared.DrawnTender[]> {
  const card = await tx.findOne(giftCard, { _id: gift_card_id, deleted_at: null });
  const stored = card && (await tx.load(giftCard, card.id, { withHidden: true }));
  const expired = stored?.expires_on && stored.expires_on < today && !whole;
  if (!stored || expired) throw short(i, 0, amount);
  const available = stored.balance - stored.held;
  if (whole) await refuseUsed(tx, stored, amount);
  if (available < amount) throw short(i, available, amount);
  // A second hold on the same card writes the same row, so one of the two transactions retries.
  await tx.update(giftCard, { _id: stored.id }, { $inc: { held: amount } }, { emit: "none" });
  return [{ type: "gift_card", amount, account_id: null, gift_card_id: stored.id }];
}

/** A card has its money once its sale is posted, which ends the hold of the sale: until then nobody can have used it. */
async function refuseUsed(
  tx: Tx,
  { balance, held, hold_id }: Entity<typeof giftCard>,
  amount: number,
): Promise<void> {
  if (balance === amount && held === 0) return;
  const selling = hold_id && (await tx.findOne(tenderHold, { _id: hold_id }));
  if (selling && selling.state === "held")
    throw fail("request_in_progress", "The sale of this gift card is being posted; repeat the request.");
  throw giftCardUsed({ available: balance - held, amount });
}

async function drawAccount(
  tx: Tx,
  i: number,
  { amount, account_id }: { amount: number; account_id?: string | null },
): Promise<declared.DrawnTender[]> {
  const holder = await tx.findOne(account, { _id: account_id, deleted_at: null });
  if (!holder) throw short(i, 0, amount);
  const stored = await tx.load(account, holder.id, { withHidden: true });
  const { available_balance } = await spendable(tx, stored);
  const decision = drawCredit(
    { store_credit: stored.store_credit - stored.held_credit, available_balance },
    amount,
  );
  if (!decision.ok) throw short(i, decision.available, amount);
  const { store_credit, payable } = decision;
  await tx.update(
    account,
    { _id: stored.id },
    { $inc: { held_credit: store_credit, held_balance: payable } },
    { emit: "none" },
  );
  const parts: declared.DrawnTender[] = [
    { type: "store_credit", amount: store_credit, account_id: stored.id, gift_card_id: null },
    { type: "payable", amount: payable, account_id: stored.id, gift_card_id: null },
  ];
  return parts.filter((each) => each.amount > 0);
}
