import { account, member, payout } from "../../../../services/accounts/public.ts";
import { collection } from "../collection.ts";
import { coworkerShape, remittanceShape, sellerShape } from "../shapes/people.ts";

export const people = [
  ...collection({
    at: "sellers",
    names: ["Seller", "Sellers"],
    resource: account,
    shape: sellerShape,
    only: [{ field: "is_vendor", op: "eq", value: true }],
    fill: () => ({ is_vendor: true }),
  }),
  ...collection({
    at: "coworkers",
    names: ["Coworker", "Coworkers"],
    resource: member,
    shape: coworkerShape,
    scope: "coworkers",
    as: { create: "add" },
    fill: () => ({ role: "member" }),
  }),
  ...collection({
    at: "seller-remittances",
    names: ["SellerRemittance", "SellerRemittances"],
    resource: payout,
    shape: remittanceShape,
    as: { create: "request" },
    // Circular does not say how money leaves; its sellers have bank accounts.
    fill: () => ({ method: "bank" }),
  }),
];
