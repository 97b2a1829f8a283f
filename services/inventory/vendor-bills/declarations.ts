/** Bills of vendors: matched with order and receipts, approved, paid or cancelled. */
import { event } from "../../../shared/events/event.ts";
import { date, flag, group, id, list, money, signed, text } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { billedLine, vendorBill } from "./vendor-bill.ts";

export const createVendorBill = operation({
  name: "inventory.vendor_bill.create",
  http: "POST /vendor-bills",
  status: 201,
  scope: "write:vendor_bills",
  spans_stores: true,
  about:
    "Create a vendor bill. It is matched with order and receipts at once unless `match` is false: quantities may not exceed what was received and is not billed, prices and extra costs may differ by 2 %. Returns the bill, matched or on hold with its reasons.",
  refuses: ["conflict", "unprocessable"],
  input: {
    ...vendorBill.fields,
    lines: list(group(billedLine), { min: 1, max: 500 }),
    match: flag({ default: true }),
  },
  output: entityOf(vendorBill),
});

const step = <const N extends string>(name: N, about: string, scope = "write:vendor_bills") =>
  operation({
    name: `inventory.vendor_bill.${name}`,
    http: `POST /vendor-bills/{id}/${name}`,
    scope,
    spans_stores: true,
    about,
    refuses: ["invalid_transition"],
    input: { id: id() },
    output: entityOf(vendorBill),
  });

export const matchVendorBill = step(
  "match",
  "Match a vendor bill. Compares a draft, or a bill on hold, with order and receipts again. Returns the bill.",
);
export const approveVendorBill = step(
  "approve",
  "Approve a vendor bill. A bill on hold enters the books with its variance. Returns the bill.",
  "approve:bill_variance",
);
export const payVendorBill = step(
  "pay",
  "Pay a vendor bill from the bank. The order is paid with its last bill once everything is received and billed. Returns the bill.",
);
export const cancelVendorBill = step(
  "cancel",
  "Cancel a vendor bill that is not paid. What it posted is reversed. Returns the bill.",
);

const bill = {
  vendor_bill_id: id(),
  order_id: id(),
  vendor_id: id(),
  number: text(),
  currency: text(),
  business_date: date(),
} as const;
const amounts = { ...bill, grni: money(signed), variance: money(signed) } as const;

export const billBooked = event({
  type: "vendor_bill.booked",
  service: "inventory",
  about: "A vendor bill was matched or approved: it is owed (T13).",
  data: amounts,
});
export const billCancelled = event({
  type: "vendor_bill.cancelled",
  service: "inventory",
  about: "A vendor bill that was owed was cancelled.",
  data: amounts,
});
export const billPaid = event({
  type: "vendor_bill.paid",
  service: "inventory",
  about: "A vendor bill was paid (T21).",
  data: {
    ...bill,
    amount: money(signed),
    grni_rest: money({ ...signed, about: "What its order leaves received and not billed, a variance." }),
  },
});
