/** Journals of contracts (T19, T20, CON-11, CON-12, CON-21, CON-22), each once per `ref`. */
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { post, postedBefore } from "../ledger/post.ts";
import type { JournalDraft } from "../ledger/postings.rules.ts";
import {
  chargePostings,
  contractRefundPostings,
  disputeFeePostings,
  excessRefundPostings,
  refundPaidPostings,
  refundReturnedPostings,
  transferPostings,
  transferReversedPostings,
} from "./contract-postings.rules.ts";
import * as declared from "./declarations.ts";

export const postContract = command(declared.postContract, async (tx, { postings }) => {
  const journal_ids: string[] = [];
  for (const each of postings) journal_ids.push(...(await postOne(tx, each)));
  return { journal_ids };
});

function draftOf(fact: declared.ContractPosting["fact"]): JournalDraft {
  switch (fact.kind) {
    case "charge":
      return chargePostings(fact.charge);
    case "transfer":
      return transferPostings(fact.transfer);
    case "transfer_reversed":
      return transferReversedPostings(fact.transfer);
    case "refund":
      return contractRefundPostings(fact.refund);
    case "dispute_fee":
      return disputeFeePostings(fact.fee);
    case "excess_refund":
      return excessRefundPostings(fact.excess);
    case "refund_returned":
      return refundReturnedPostings(fact.returned);
    case "refund_paid":
      return refundPaidPostings(fact.paid);
  }
}

async function postOne(
  tx: Tx,
  { ref, contract_id, business_date, currency, fact }: declared.ContractPosting,
) {
  const draft = draftOf(fact);
  // A fact whose sides cancel each other out moved nothing.
  if (draft.postings.length === 0) return [];
  const before = await postedBefore(tx, ref, draft.kind);
  const memo = `Contract ${contract_id}`;
  return [(before ?? (await post(tx, { draft, ref, currency, business_date, memo }))).id];
}
