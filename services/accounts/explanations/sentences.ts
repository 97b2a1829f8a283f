/** What a step of an explained balance entry says: one sentence for each kind. */
import { type Sentences, says } from "../../../shared/explanation.ts";
import type { EntryStepKind } from "./explain-entry.rules.ts";

export const entrySentences: Sentences<EntryStepKind> = {
  sold: says("The account's part of what was sold"),
  taken_back: says("The account's part of what buyers gave back"),
  spent: ({ result }, { money }) => `${money(-result)} of the balance paid for a purchase.`,
  returned: ({ result }, { money }) =>
    `${money(result)} came back to the balance, because a purchase was refunded.`,
  reversed: says("The sale was voided, as if it had not happened"),
  payout: ({ result }, { money }) => `${money(-result)} left the balance to be paid out.`,
  payout_back: ({ result }, { money }) =>
    `${money(result)} came back to the balance, because it was not paid out or was paid back.`,
  payout_paid: says("The fee is taken from the payout; the account is paid"),
  booked: ({ figures: [booked], result }, { money }) => `Booked as ${booked?.name}: ${money(result)}.`,
  balance: says("The new balance"),
};
