import { newId } from "../../../shared/ids.ts";
import type { CustomerOrder, Payment } from "./customer-order.ts";

const empty = {
  ...{ method_id: null, reference: null, status_entry_id: null, status: null, captured_amount: null },
  ...{ refunded_amount: 0, received_at: null, captured_at: null, metadata: null, amount: 0 },
  ...{ method_code: null, method_name: null, place: "bank" as const, allocations: [] },
};

/** A payment of which nothing is known yet. */
export const firstPayment = ({ currency }: Pick<CustomerOrder, "currency">, now: string): Payment => ({
  ...{ id: newId(), created_at: now, updated_at: now },
  ...{ ...empty, currency },
});
