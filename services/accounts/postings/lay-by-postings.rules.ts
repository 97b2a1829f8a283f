/** Postings of money for goods on lay-by (T27, T28). Amounts in minor units. Nothing is sold yet: no revenue, tax or share. */
import { CUSTOMER_DEPOSITS, type Tender, tenderAccount } from "../ledger/ledger-accounts.rules.ts";
import { credit, debit, type JournalDraft, journal, type Side } from "../ledger/postings.rules.ts";

/** Money that a customer paid for a sale on lay-by, or that went back when it was cancelled. */
export type LayByFact = {
  kind: "payment" | "return";
  register_id: string | null;
  /** Cash net of change. */
  tenders: Tender[];
  /** LAY-6: of a return, what the shop keeps. */
  fee: number;
};

function* sides({ kind, register_id, tenders, fee }: LayByFact): Generator<Side> {
  if (kind === "return") yield debit(CUSTOMER_DEPOSITS, fee);
  for (const tender of tenders) {
    const account = tenderAccount(tender, register_id);
    const { amount } = tender;
    if (kind === "payment") {
      yield debit(account, amount);
      yield credit(CUSTOMER_DEPOSITS, amount);
    } else {
      yield debit(CUSTOMER_DEPOSITS, amount);
      yield credit(account, amount);
    }
  }
  yield credit("fees", fee);
}

export const layByPostings = (fact: LayByFact): JournalDraft => journal(`lay_by_${fact.kind}`, sides(fact));
