/** Refunds that a provider returned, because the money did not reach the buyer: they are owed, and paid in another way (CON-22). */
import { event } from "../../../shared/events/event.ts";
import { choice, id, text, value } from "../../../shared/fields/index.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import type { ContractView } from "../contracts/declarations.ts";
import { methods, transaction } from "../transactions/transaction.ts";

export const payReturnedRefund = operation({
  name: "contracts.transaction.pay_returned",
  http: "POST /transactions/{id}/pay-returned",
  scope: "settle:contracts",
  about:
    "Record that a buyer got a returned refund in another way, as a whole. It is no refund more: the contract has counted it. Returns the payment.",
  refuses: ["conflict"],
  input: {
    id: id({ about: "The refund." }),
    method: choice(methods),
    reason: text({ optional: true, max: 1000 }),
  },
  output: entityOf(transaction),
});

const told = (state: string, about: string) =>
  event({
    type: `refund.${state}`,
    service: "contracts",
    about,
    data: { transaction: value<Entity<typeof transaction>>(), contract: value<ContractView>() },
  });

export const refundReturned = told(
  "returned",
  "A refund did not reach its buyer, and the provider has the money again, which the platform owes from now on: the return, and the contract.",
);
export const returnedRefundPaid = told(
  "paid_otherwise",
  "A buyer got a refund that had been returned in another way: the payment, and the contract.",
);

/** Tells of a movement once it is written. */
export const movedOf =
  (declared: typeof refundReturned, now: ContractView) => (made: Entity<typeof transaction>) => ({
    event: declared,
    data: { transaction: made, contract: now },
  });
