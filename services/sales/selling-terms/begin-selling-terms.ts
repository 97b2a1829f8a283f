import { makeFirst } from "../../../shared/service/first-rows.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { paymentMethodKind } from "./payment-method-kind.ts";
import { shippingMethod } from "./shipping-method.ts";

const ofRoot = { business_unit_id: null };

/** Methods that every organization has (MRC-SEED-1); none of them charges anything until somebody says what. */
const shipping = [
  { code: "flat-rate", name: "Flat rate", provider_key: "flat-rate", ...ofRoot },
  { code: "pick-up", name: "Pick-up", ...ofRoot },
];
const paying = [
  { code: "wire-transfer", name: "Wire transfer", ...ofRoot },
  { code: "cash-on-delivery", name: "Cash on delivery", provider_key: "cash-on-delivery", ...ofRoot },
  { code: "card", name: "Card", ...ofRoot },
];

export const beginSellingTerms = command(declared.beginSellingTerms, async (tx) => {
  const methods = await makeFirst(tx, shippingMethod, shipping, ofRoot);
  return { made: methods + (await makeFirst(tx, paymentMethodKind, paying, ofRoot)) };
});
