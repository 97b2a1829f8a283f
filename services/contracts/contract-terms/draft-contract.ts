/** Inserts the draft of a contract with its number, rows and first balance. */
import type { Given } from "../../../shared/fields/index.ts";
import { padded } from "../../../shared/service/numbers.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { balanceTerms, pinsIn, termsOf } from "../contracts/balance-terms.ts";
import type { WholeTerms } from "../contracts/check-terms.ts";
import { contract } from "../contracts/contract.ts";
import { viewersOf } from "../contracts/contract-status.rules.ts";
import { telling, viewAt } from "../contracts/contract-view.ts";
import { contractEvents } from "../contracts/declarations.ts";
import { refuseLargeHousePart } from "../contracts/house-part.ts";

const { platform_id, user_id, due_at, notes, recurrence } = contract.fields;
const draftFields = { platform_id, user_id, due_at, notes, recurrence };

export type Draft = Given<typeof draftFields> & {
  currency: string;
  terms: WholeTerms;
  /** Of an invoice (SUB-2). */
  subscription_id?: string;
  period?: number;
};

export async function draftContract(tx: Tx, { terms, currency, ...own }: Draft) {
  const columns = balanceTerms(termsOf(terms, null, currency), { pins: pinsIn(terms) });
  refuseLargeHousePart({ ...own, ...columns });
  const status = "draft";
  const made = await tx.insert(
    contract,
    {
      ...{ ...own, ...columns, currency, status, partially_refunded: false, terms_version: 1 },
      viewer_user_ids: viewersOf({ ...own, ...columns, status }),
      number: padded(await tx.number("contract")),
    },
    { emit: telling(contractEvents.created, tx.now) },
  );
  return viewAt(made, tx.now);
}
