/** Store credit, gift cards and balance set aside while a sale is being finalised (TOT-1). */
import { businessDate } from "../../../shared/dates.ts";
import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { spendable } from "../ledger/available.ts";
import { type DrawnTender, holdTender, releaseTender } from "../public.ts";
import { account } from "../resources/account.ts";
import { giftCard, tenderHold } from "../resources/ledger.ts";
import { drawCredit } from "../rules/balances.ts";

type Hold = Entity<typeof tenderHold>;

export const holdTheTender = command(holdTender, async (tx, { hold_id, timezone, tenders }) => {
  const before = await tx.findOne(tenderHold, { _id: hold_id });
  if (before) return heldBefore(before);
  const today = businessDate(tx.now, timezone);
  const drawn: DrawnTender[] = [];
  for (const [i, each] of tenders.entries()) {
    drawn.push(
      ...(each.type === "gift_card" ? await drawCard(tx, i, each, today) : await drawAccount(tx, i, each)),
    );
  }
  await tx.insert(tenderHold, { id: hold_id, state: "held", tenders: drawn }, "silent");
  return { tenders: drawn };
});

function heldBefore(hold: Hold): { tenders: DrawnTender[] } {
  if (hold.state === "released") throw fail("conflict", "This hold has been released.");
  return { tenders: hold.tenders };
}

const short = (i: number, available: number, asked: number) =>
  fail("insufficient_balance", `Of ${asked} only ${available} is available.`, {
    available,
    asked,
    errors: [
      {
        pointer: `/payments/${i}/amount`,
        code: "insufficient_balance",
        message: "It is more than what is available.",
      },
    ],
  });

async function drawCard(
  tx: Tx,
  i: number,
  { amount, gift_card_id }: { amount: number; gift_card_id?: string | null },
  today: string,
): Promise<DrawnTender[]> {
  const card = await tx.findOne(giftCard, { _id: gift_card_id, deleted_at: null });
  const whole = card && (await tx.whole(giftCard, card.id));
  if (!whole || (whole.expires_on !== null && whole.expires_on < today)) throw short(i, 0, amount);
  const available = whole.balance - whole.held;
  if (available < amount) throw short(i, available, amount);
  // A second hold on the same card writes the same row: one of the two transactions starts anew.
  await tx.change(giftCard, { _id: whole.id }, { $inc: { held: amount } }, "silent");
  return [{ type: "gift_card", amount, account_id: null, gift_card_id: whole.id }];
}

async function drawAccount(
  tx: Tx,
  i: number,
  { amount, account_id }: { amount: number; account_id?: string | null },
): Promise<DrawnTender[]> {
  const holder = await tx.findOne(account, { _id: account_id, deleted_at: null });
  if (!holder) throw short(i, 0, amount);
  const whole = await tx.whole(account, holder.id);
  const { available_balance } = await spendable(tx, whole);
  const decision = drawCredit(
    { store_credit: whole.store_credit - whole.held_credit, available_balance },
    amount,
  );
  if (!decision.ok) throw short(i, decision.available, amount);
  const { store_credit, payable } = decision;
  await tx.change(
    account,
    { _id: whole.id },
    { $inc: { held_credit: store_credit, held_balance: payable } },
    "silent",
  );
  const parts: DrawnTender[] = [
    { type: "store_credit", amount: store_credit, account_id: whole.id, gift_card_id: null },
    { type: "payable", amount: payable, account_id: whole.id, gift_card_id: null },
  ];
  return parts.filter((each) => each.amount > 0);
}

/** Takes the marks off again: the money is free, or about to be spent by the journal. */
async function unmark(tx: Tx, tenders: DrawnTender[]): Promise<void> {
  for (const { type, amount, account_id, gift_card_id } of tenders) {
    if (type === "gift_card")
      await tx.change(giftCard, { _id: gift_card_id }, { $inc: { held: -amount } }, "silent");
    const field = type === "payable" ? "held_balance" : "held_credit";
    if (type !== "gift_card")
      await tx.change(account, { _id: account_id }, { $inc: { [field]: -amount } }, "silent");
  }
}

async function leave(tx: Tx, hold_id: string, state: "released" | "spent"): Promise<boolean> {
  const { created, entity } = await tx.ensure(tenderHold, hold_id, { state, tenders: [] });
  if (created || entity.state === state) return false;
  if (entity.state !== "held") throw fail("conflict", `This hold is ${entity.state}.`);
  await tx.change(tenderHold, { _id: hold_id, state: "held" }, { $set: { state } }, "silent");
  await unmark(tx, entity.tenders);
  return true;
}

export const releaseTheTender = command(releaseTender, async (tx, { hold_id }) => ({
  released: await leave(tx, hold_id, "released"),
}));

/** The sale is finalised: its journal spends what was held. */
export const spendHold = (tx: Tx, hold_id: string): Promise<boolean> => leave(tx, hold_id, "spent");
