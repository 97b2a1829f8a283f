import { room } from "../../../shared/service/room.ts";
import { beginSellingTerms } from "./begin-selling-terms.ts";
import { deliveryWindow } from "./delivery-window.ts";
import { paymentMethodKind } from "./payment-method-kind.ts";
import { salesTag } from "./sales-tag.ts";
import { shippingMethod } from "./shipping-method.ts";

export const sellingTermsRoom = room({
  resources: [shippingMethod, paymentMethodKind, deliveryWindow, salesTag],
  handlers: [beginSellingTerms],
});
