import { query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { paymentMethod } from "./payment-method.ts";
import { providerAccount } from "./provider-account.ts";

export const billingOf = query(declared.billingOf, async (reader, { user_ids }) => {
  const theirs = { user_id: { $in: user_ids } };
  const [accounts, methods] = await Promise.all([
    reader.find(providerAccount, theirs),
    reader.find(paymentMethod, theirs, { sort: { created_at: 1 } }),
  ]);
  return { accounts, methods };
});
