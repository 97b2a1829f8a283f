import { room } from "../../../shared/service/room.ts";
import { beginPaymentMethod, onboardProviderAccount } from "./begin-at-provider.ts";
import { billingOf } from "./billing-of.ts";
import { removePaymentMethod, setDefaultPaymentMethod } from "./change-methods.ts";
import { paymentMethod } from "./payment-method.ts";
import { providerAccount } from "./provider-account.ts";
import { completeSimulatedOnboarding, confirmSimulatedCard } from "./simulated-client.ts";

export const paymentMethodsRoom = room({
  resources: [paymentMethod, providerAccount],
  handlers: [
    ...[beginPaymentMethod, setDefaultPaymentMethod, removePaymentMethod, onboardProviderAccount],
    ...[billingOf, confirmSimulatedCard, completeSimulatedOnboarding],
  ],
});
