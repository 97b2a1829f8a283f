/** The estimated cost of a sale on a platform to its buyer, and its proceeds to the seller (FEE-1). */
import { choice, count, flag, id, money, text } from "../../../shared/fields/index.ts";
import { currencies, MAX_AMOUNT } from "../../../shared/money.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

const asked = {
  amount: count({ min: 1, max: 1e9, about: "The price, in minor units." }),
  include_processor_fees: flag({ default: true, about: "On top, paid by the buyer; else the seller's." }),
  include_service_fees: flag({ default: true, about: "On top, paid by the buyer; else the seller's." }),
  include_platform_fees: flag({ default: true, about: "On top, paid by the buyer; else the seller's." }),
} as const;
const currency = choice(currencies, { optional: true, about: "The organization's when absent." });
const wide = { max: MAX_AMOUNT } as const;

const estimate = shapeOf({
  amount: money(wide),
  currency: text({ max: 3 }),
  processor_fee: money(wide),
  service_fee: money(wide),
  platform_fee: money(wide),
  total: money({ ...wide, about: "What the buyer pays." }),
  seller_receives: money(wide),
});

export const estimateFees = operation({
  name: "contracts.contract.estimate",
  http: "GET /contracts/estimate",
  scope: "read:contracts",
  about:
    "Estimate the fees of a contract with one buyer and one seller, at the rates of a platform. Amounts are in minor units.",
  refuses: ["fees_exceed_subtotal", "not_found"],
  input: { platform_id: id(), ...asked, currency },
  output: estimate,
});

/** For callers who have not signed in. */
export const estimateUsualFees = operation({
  name: "contracts.contract.estimate_usual",
  about: "The same at the usual rates, without a platform.",
  refuses: ["fees_exceed_subtotal"],
  input: { ...asked, currency: choice(currencies, { default: "USD" }) },
  output: estimate,
});
