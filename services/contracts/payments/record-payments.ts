/** Payments of a contract in one transaction. Return the contract after them and the postings. */

import { fail } from "../../../shared/errors.ts";
import { refusedTransition } from "../../../shared/machine.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { ContractPosting } from "../../accounts/public.ts";
import { contract } from "../contracts/contract.ts";
import { mayPay, moveContract, statusByPayments } from "../contracts/contract-status.rules.ts";
import { type Contract, telling } from "../contracts/contract-view.ts";
import { contractEvents } from "../contracts/declarations.ts";
import { chargeSucceeded } from "../transactions/declarations.ts";
import { type Transaction, transactionOf } from "../transactions/new-transaction.ts";
import { postingOf } from "../transactions/post-money.ts";
import { type methods, transaction } from "../transactions/transaction.ts";
import type { ChargeParts } from "./charge.rules.ts";
import { recordCharge } from "./record-charge.rules.ts";

/** A payment that was made outside. */
export type Payment = {
  transaction_id: string;
  buyer_id: string;
  amount: number;
  method: (typeof methods)[number];
  external_ref: string | null;
  business_date: string;
};

/** CON-1, SUB-8: refuses payments of a template, and for a version that was not sent. Later versions with the same terms are accepted. */
export function requirePayable(before: Contract, version: number): void {
  const { terms_version } = before;
  const said = version >= terms_version && version <= before.version ? terms_version : version;
  const checked = mayPay(before, { version: said });
  if (checked.ok) return;
  if (checked.code === "not_payable") {
    const moved = moveContract(before.status, "partially_paid");
    if (!moved.ok) throw refusedTransition("contract", moved);
  }
  if (checked.code === "is_template")
    throw fail("conflict", "Subscriptions copy this contract for their invoices; it is not paid itself.", {
      reason: checked.code,
    });
  if (checked.code === "needs_resend")
    throw fail("conflict", "This contract changed after it was sent: send it again before payment.", {
      reason: checked.code,
    });
  const { sent_version } = before;
  const message = `The buyers were sent version ${sent_version}, not ${version}.`;
  throw fail("conflict", message, {
    reason: checked.code,
    sent_version,
    errors: [{ pointer: "/version", code: checked.code, message }],
  });
}

type Recorded = { after: Contract; postings: ContractPosting[] };

/**
 * Records payments made outside, in order, and that it was attempted. `before` is the complete contract. A payment is at most
 * what its buyer still owes.
 */
export async function recordPayments(
  tx: Tx,
  before: Contract,
  payments: readonly Payment[],
): Promise<Recorded> {
  const rows: Transaction[] = [];
  for (const { transaction_id, buyer_id, external_ref, ...payment } of payments) {
    const { user_id } = before.buyers.find(({ id }) => id === buyer_id)!;
    const movement = { id: transaction_id, type: "charge", buyer_user_id: user_id, ...payment } as const;
    const row = transactionOf(before, { ...movement, provider_ref: external_ref ?? transaction_id });
    rows.push(
      await tx.insert(transaction, row, {
        emit: (made) => ({ event: chargeSucceeded, data: { transaction: made } }),
      }),
    );
  }
  return recordCharges(tx, before, rows, { last_payment_attempt_at: tx.now });
}

/** Counts charges that have succeeded, in order. `changes` are others of the same contract. */
export async function recordCharges(
  tx: Tx,
  before: Contract,
  charges: readonly Transaction[],
  changes: Partial<Contract>,
): Promise<Recorded> {
  let { buyers } = before;
  let charged = before.charged as ChargeParts | null;
  const postings: ContractPosting[] = [];
  for (const row of charges) {
    const buyer = buyers.find(({ user_id }) => user_id === row.buyer_user_id)!;
    const done = recordCharge({ ...before, buyers, charged }, buyer, row.amount);
    ({ buyers, charged } = done);
    postings.push(postingOf(row, { kind: "charge", charge: { provider: row.provider, ...done.fact } }));
  }
  const status = statusByPayments(before.status, buyers);
  const stamps = {
    ...(status === "partially_paid" ? { partially_paid_at: before.partially_paid_at ?? tx.now } : {}),
    ...(status === "paid" ? { paid_at: tx.now } : {}),
  };
  const after = await tx.save(
    contract,
    before,
    { buyers, charged, status, ...changes, ...stamps },
    { emit: telling(status === "paid" ? contractEvents.paid : contractEvents.changed, tx.now) },
  );
  return { after, postings };
}
