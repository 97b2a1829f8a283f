/** Sales on lay-by: parked while their customers pay for them in parts (LAY-1…7). */
import { event } from "../../../shared/events/event.ts";
import { choice, date, group, id, list, money, ref, text, value } from "../../../shared/fields/index.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { finalizeSale } from "../checkout/declarations.ts";
import { saleData } from "../sales/declarations.ts";
import { paymentInput, paymentTypes, sale } from "../sales/sale.ts";
import { layByPayment } from "./lay-by-payment.ts";

const register_id = ref("sales.register", {
  optional: true,
  about: "The register that moves the money; absent: that of the sale.",
});

export const startLayBy = operation({
  name: "sales.sale.start_lay_by",
  http: "POST /sales/{id}/lay-by",
  scope: "write:sales",
  about:
    "Put a sale on lay-by. The sale must be open. It is priced now, and that total is agreed: prices, discounts and taxes that change later do not change it. Its items are held until it is paid or cancelled. Returns the sale.",
  refuses: [
    ...["exceeds_outstanding", "insufficient_balance", "invalid_transition"],
    ...["item_not_available", "total_changed", "unprocessable"],
  ],
  input: {
    id: id(),
    due_date: date({ about: "The last day to pay the rest, in the store." }),
    payments: list(group(paymentInput), {
      default: [],
      max: 20,
      about: "The deposit, less than the total; none is needed.",
    }),
    register_id,
    expected_total: finalizeSale.input.expected_total,
  },
  output: entityOf(sale),
});

export const payLayBy = operation({
  name: "sales.sale.pay_lay_by",
  http: "POST /sales/{id}/lay-by-payments",
  status: 201,
  tag: "lay_by_payments",
  scope: "write:sales",
  about:
    "Take a payment for a sale on lay-by. It is at most what is outstanding; the payment that reaches the total finalizes the sale. Returns the payment.",
  refuses: ["exceeds_outstanding", "insufficient_balance", "invalid_transition"],
  input: { id: id(), payments: list(group(paymentInput), { min: 1, max: 20 }), register_id },
  output: entityOf(layByPayment),
});

export const changeLayBy = operation({
  name: "sales.sale.change_lay_by",
  http: "PATCH /sales/{id}/lay-by",
  change: true,
  scope: "write:sales",
  about: "Change the due date of a sale on lay-by. An overdue one is active again. Returns the sale.",
  refuses: ["invalid_transition"],
  input: { id: id(), due_date: startLayBy.input.due_date },
  output: entityOf(sale),
});

export const cancelLayBy = operation({
  name: "sales.sale.cancel_lay_by",
  http: "POST /sales/{id}/lay-by/cancel",
  scope: "refund:sales",
  about:
    "Cancel a sale on lay-by. Its items are released, what was paid goes back less the fee, and the sale is discarded. Returns the sale.",
  refuses: ["invalid_transition"],
  input: {
    id: id(),
    fee: money({ default: 0, about: "What the shop keeps of what was paid; its income." }),
    method: choice(["original", ...paymentTypes] as const, {
      default: "original",
      about:
        "`original`: as it was paid, the last payment first. More cash than was paid in cash requires the scope `write:refund_override`.",
    }),
    account_id: id({ optional: true, about: "Whose store credit it goes to." }),
    gift_card_id: id({ optional: true }),
    register_id,
    reason: text({ optional: true, max: 1000 }),
  },
  output: entityOf(sale),
});

export const markOverdue = operation({
  name: "sales.sale.mark_overdue",
  about: "Notes that the due date of a sale on lay-by has passed (LAY-5). Its items stay held.",
  input: { id: id() },
  output: entityOf(sale),
});

const money_row = value<Entity<typeof layByPayment>>();

export const layByStarted = event({
  type: "lay_by.started",
  service: "sales",
  about: "A sale was parked to be paid in parts; its total is agreed.",
  data: saleData,
});
export const layByPaid = event({
  type: "lay_by.paid",
  service: "sales",
  about: "A part of a sale on lay-by was paid, the deposit or one that came later.",
  data: { payment: money_row },
});
export const layByOverdue = event({
  type: "lay_by.overdue",
  service: "sales",
  about: "The due date of a sale on lay-by has passed; its items stay held.",
  data: saleData,
});
export const layByCancelled = event({
  type: "lay_by.cancelled",
  service: "sales",
  about: "A sale on lay-by was cancelled: the sale, and what went back of its payments, if there were any.",
  data: { ...saleData, returned: value<Entity<typeof layByPayment> | null>() },
});
