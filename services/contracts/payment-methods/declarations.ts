/** Cards and bank accounts of users of platforms, at the platform's provider. */
import { count, group, id, list, text } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { paymentMethod } from "./payment-method.ts";
import { providerAccount } from "./provider-account.ts";

export const beginPaymentMethod = operation({
  name: "contracts.payment_method.begin",
  http: "POST /payment-methods/set-ups",
  scope: "write:payment_methods",
  about:
    "Begin to add a payment method for a user of a platform. Returns a secret with which the user's client hands the card to the provider; it is shown only here.",
  refuses: ["no_provider"],
  input: { user_id: id() },
  output: shapeOf({ client_secret: text({ max: 200 }), account: group(providerAccount.columns) }),
});

export const setDefaultPaymentMethod = operation({
  name: "contracts.payment_method.set_default",
  http: "POST /payment-methods/{id}/default",
  scope: "write:payment_methods",
  about: "Make a payment method the default of its user. Returns the payment method.",
  input: { id: id() },
  output: entityOf(paymentMethod),
});

export const removePaymentMethod = operation({
  name: "contracts.payment_method.remove",
  http: "DELETE /payment-methods/{id}",
  scope: "delete:payment_methods",
  about:
    "Delete a payment method. Deletes it permanently; the newest remaining one becomes the default. The only one of a user who still owes something is refused. Returns the payment method as it was.",
  refuses: ["in_use"],
  input: { id: id() },
  output: entityOf(paymentMethod),
});

export const onboardProviderAccount = operation({
  name: "contracts.provider_account.onboard",
  http: "POST /provider-accounts/onboarding",
  scope: "write:provider_accounts",
  about:
    "Begin to connect the bank account of a user of a platform. Returns where the user does that: the address of a page of the provider, or its path on this server; it is valid for five minutes, once.",
  refuses: ["no_provider"],
  input: { user_id: id() },
  output: shapeOf({ onboarding_path: text({ max: 2000 }), account: group(providerAccount.columns) }),
});

/** For callers that show users with what they have at the provider. */
export const billingOf = operation({
  name: "contracts.provider_account.billing",
  about: "The accounts at the provider and the payment methods of users.",
  input: { user_ids: list(id(), { max: 500 }) },
  output: shapeOf({
    accounts: list(group(providerAccount.columns)),
    methods: list(group(paymentMethod.columns)),
  }),
});

/** What a client does at the simulated provider, with the secret as its only credential (PAM-5). */
export const confirmSimulatedCard = operation({
  name: "contracts.simulated.confirm_card",
  about: "Hands a card to the simulated provider. The last four digits decide what becomes of its charges.",
  input: {
    client_secret: text({ max: 200 }),
    card_number: text({ min: 12, max: 19, pattern: { regex: /^\d+$/, allowed: "digits" } }),
    exp_month: count({ min: 1, max: 12 }),
    exp_year: count({ min: 2000, max: 2200 }),
  },
  output: entityOf(paymentMethod),
});

export const completeSimulatedOnboarding = operation({
  name: "contracts.simulated.complete_onboarding",
  about: "Connects a bank account at the simulated provider.",
  input: { secret: text({ max: 200 }) },
  output: entityOf(providerAccount),
});
