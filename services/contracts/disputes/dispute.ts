import { choice, id, instant, money, text } from "../../../shared/fields/index.ts";
import { MAX_AMOUNT } from "../../../shared/money.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { disputeStatuses } from "../transactions/transaction.ts";

const readonly = { readonly: true } as const;
const unless = { optional: true, readonly: true } as const;

/**
 * A buyer asked their bank to take a charge back (CON-12). The provider tells what became of it. Amounts in minor units of the
 * contract's currency.
 */
export const dispute = resource({
  service: "contracts",
  name: "dispute",
  plural: "disputes",
  scope: "contracts",
  fields: {
    contract_id: id({ ...readonly, filter: ["eq"] }),
    platform_id: id({ ...unless, filter: ["eq"] }),
    transaction_id: id({ ...readonly, filter: ["eq"], about: "The charge." }),
    buyer_user_id: id({ ...readonly, filter: ["eq"] }),
    status: choice(disputeStatuses, {
      ...{ ...readonly, filter: ["eq"] },
      about: "`lost`: the money went back to the buyer.",
    }),
    amount: money({ ...readonly, max: MAX_AMOUNT, about: "What the buyer wants back." }),
    currency: text({ ...readonly, max: 3 }),
    provider: text({ ...readonly, max: 50, filter: ["eq"] }),
    provider_ref: text({ ...readonly, max: 200, filter: ["eq"] }),
    reason: text({ ...unless, max: 100, about: "In the provider's word." }),
    evidence_due_at: instant({ ...unless, about: "Until then the provider takes evidence." }),
    fee: money({ ...unless, max: MAX_AMOUNT, about: "What the provider took for it, as far as it tells." }),
    refund_id: id({ ...unless, about: "Of one that is lost: the refund that it became." }),
    fee_id: id({
      ...unless,
      about: "The transaction of its fee, and of what went back beyond what the buyer had left.",
    }),
    closed_at: instant(unless),
  },
  indexes: [{ contract_id: 1, status: 1 }],
  hardDelete: true,
  verbs: ["list", "get"],
});
