/** The default of a user's payment methods, and their removal (8.7, PAM-4). */
import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { contract } from "../contracts/contract.ts";
import { subscription } from "../subscriptions/subscription.ts";
import * as declared from "./declarations.ts";
import { type PaymentMethod, paymentMethod } from "./payment-method.ts";

/** The default gives way first: there is never more than one. */
async function makeDefault(tx: Tx, method: PaymentMethod): Promise<PaymentMethod> {
  if (method.is_default) return method;
  const before = await tx.findOne(paymentMethod, { user_id: method.user_id, is_default: true });
  if (before) await tx.save(paymentMethod, before, { is_default: false });
  return tx.save(paymentMethod, method, { is_default: true });
}

export const setDefaultPaymentMethod = command(declared.setDefaultPaymentMethod, async (tx, { id }) =>
  makeDefault(tx, await tx.target(paymentMethod, id)),
);

async function owes(tx: Tx, user_id: string): Promise<boolean> {
  const open = await tx.find(contract, {
    buyer_user_ids: user_id,
    status: { $in: ["open", "partially_paid"] },
  });
  return open.some(({ buyers }) => buyers.some((each) => each.user_id === user_id && each.due > each.paid));
}

/** PAM-4: an invoice may come without anybody asking. */
const subscribes = async (tx: Tx, user_id: string): Promise<boolean> =>
  (await tx.count(subscription, { user_id, status: { $nin: ["paused", "ended"] } })) > 0;

export const removePaymentMethod = command(declared.removePaymentMethod, async (tx, { id }) => {
  const before = await tx.target(paymentMethod, id);
  const { user_id } = before;
  const others = await tx.find(paymentMethod, { user_id, _id: { $ne: id } }, { sort: { created_at: -1 } });
  if (others.length === 0 && (await owes(tx, user_id)))
    throw fail("in_use", "This is the only payment method of a user who still owes something on a contract.");
  if (others.length === 0 && (await subscribes(tx, user_id)))
    throw fail("in_use", "This is the only payment method of a user with a running subscription.");
  await tx.purge(paymentMethod, before);
  if (before.is_default && others[0]) await makeDefault(tx, others[0]);
  return before;
});
