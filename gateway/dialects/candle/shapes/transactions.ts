/** Movements of money, and sums of them (TRX-1). */
import type { transaction } from "../../../../services/contracts/public.ts";
import { exponentOf, formatScaled } from "../../../../shared/money.ts";
import type { Entity } from "../../../../shared/resource/resource.ts";
import { c, computed, listShown, rowsOf, shape, shown } from "../../../kit/index.ts";
import { idOf } from "../ids.ts";

type Row = Entity<typeof transaction>;
export type Sum = { user_id?: string; amount: number; currency: string };
/** A movement, or the sum of all that a user spent or got. */
export type Moved = Pick<Row, "amount" | "currency" | "status" | "platform_id"> &
  Partial<Pick<Row, "id" | "contract_id" | "buyer_user_id" | "seller_user_id" | "provider_ref">> & {
    type: Row["type"] | "incoming" | "outgoing";
    others?: Sum[];
  };

const always = { always: true } as const;
const number = { schema: { type: "number" }, out: (value: number) => value };
const person = idOf("marketplace_user");
export const sumShape = shape("Sum", rowsOf<Sum>(), {
  user_id: shown("user_id", person),
  // Each in its own currency.
  amount: computed(number, (row: Sum) => Number(formatScaled(row.amount, exponentOf(row.currency))), always),
  currency: shown("currency", c.currency, always),
});

const comesIn = ["charge", "transfer_reversal", "refund_return", "incoming"];
export const transactionShape = shape("Transaction", rowsOf<Moved>(), {
  id: shown("id", idOf("transaction")),
  platform_id: shown("platform_id", idOf("platform")),
  contract_id: shown("contract_id", idOf("contract")),
  buyer_user_id: shown("buyer_user_id", person),
  seller_user_id: shown("seller_user_id", person),
  amount: shown("amount", c.decimalMoney),
  currency: shown("currency", c.currency),
  stripeChargeId: computed(c.text, ({ type, provider_ref }: Moved) =>
    type === "charge" ? provider_ref : null,
  ),
  type: computed(c.text, ({ type }: Moved) => (comesIn.includes(type) ? "incoming" : "outgoing")),
  status: shown("status", c.text),
  others: computed(listShown(sumShape), ({ others = [] }: Moved) => (others.length ? others : null)),
});
