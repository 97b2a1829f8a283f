/** Manual payments of a contract in one transaction. Returns the contract after them, its transactions and the postings. */

import { fail } from "../../../shared/errors.ts";
import { refusedTransition } from "../../../shared/machine.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { ContractPosting } from "../../accounts/public.ts";
import { contract } from "../contracts/contract.ts";
import { mayPay, moveContract, statusByPayments } from "../contracts/contract-status.rules.ts";
import { type Contract, telling } from "../contracts/contract-view.ts";
import { contractEvents } from "../contracts/declarations.ts";
import { chargeSucceeded } from "../transactions/declarations.ts";
import { OFFLINE, postingOf } from "../transactions/post-money.ts";
import { type methods, transaction } from "../transactions/transaction.ts";
import type { ChargeParts } from "./charge.rules.ts";
import { recordCharge } from "./record-charge.rules.ts";

export type Payment = {
  transaction_id: string;
  buyer_id: string;
  amount: number;
  method: (typeof methods)[number];
  external_ref: string | null;
  business_date: string;
};

/** CON-1: refuses payments for a version that was not sent. Later versions with the same terms are accepted. */
export function requirePayable(before: Contract, version: number): void {
  const { terms_version } = before;
  const said = version >= terms_version && version <= before.version ? terms_version : version;
  const checked = mayPay(before, { version: said });
  if (checked.ok) return;
  if (checked.code === "not_payable") {
    const moved = moveContract(before.status, "partially_paid");
    if (!moved.ok) throw refusedTransition("contract", moved);
  }
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

/** Records the payments in order. `before` is the complete contract. A payment is at most the remaining due of its buyer. */
export async function recordPayments(
  tx: Tx,
  before: Contract,
  payments: readonly Payment[],
): Promise<{ after: Contract; postings: ContractPosting[] }> {
  let { buyers } = before;
  let charged = before.charged as ChargeParts | null;
  const postings: ContractPosting[] = [];
  for (const payment of payments) {
    const buyer = buyers.find(({ id }) => id === payment.buyer_id)!;
    const done = recordCharge({ ...before, buyers, charged }, buyer, payment.amount);
    ({ buyers, charged } = done);
    const row = await insertCharge(tx, before, buyer.user_id, payment);
    postings.push(postingOf(row, { kind: "charge", charge: { provider: OFFLINE, ...done.fact } }));
  }
  const status = statusByPayments(before.status, buyers);
  const stamps = {
    ...(status === "partially_paid" ? { partially_paid_at: before.partially_paid_at ?? tx.now } : {}),
    ...(status === "paid" ? { paid_at: tx.now } : {}),
  };
  const after = await tx.save(
    contract,
    before,
    { buyers, charged, status, last_payment_attempt_at: tx.now, ...stamps },
    { emit: telling(status === "paid" ? contractEvents.paid : contractEvents.changed, tx.now) },
  );
  return { after, postings };
}

const insertCharge = (tx: Tx, { id, currency }: Contract, buyer_user_id: string, payment: Payment) =>
  tx.insert(
    transaction,
    {
      id: payment.transaction_id,
      contract_id: id,
      type: "charge",
      status: "succeeded",
      buyer_user_id,
      amount: payment.amount,
      currency,
      provider: OFFLINE,
      provider_ref: payment.external_ref ?? payment.transaction_id,
      method: payment.method,
      business_date: payment.business_date,
    },
    { emit: (row) => ({ event: chargeSucceeded, data: { transaction: row } }) },
  );
