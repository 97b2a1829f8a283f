/** Store credit, gift cards and balance that are reserved while a sale is being finalized (TOT-1). */
import { flag, id, timezone, value } from "../../../shared/fields/index.ts";
import { operation, type Shape, shapeOf } from "../../../shared/service/operation.ts";

/** A tender paid from a debt of the shop: store credit (then balance) of an account, or a gift card. */
export type DrawnTender = {
  type: "store_credit" | "gift_card" | "payable";
  amount: number;
  account_id: string | null;
  gift_card_id: string | null;
};

export const holdTender = operation({
  name: "accounts.tender.hold",
  about:
    "Reserves store credit, gift cards and balance for a sale, store credit first (TOT-1). Idempotent by hold_id.",
  input: {
    hold_id: id(),
    timezone: timezone({
      about: "The date in the sale's store, where a gift card is valid through its last day (TIM-2).",
    }),
    tenders:
      value<
        {
          type: "store_credit" | "gift_card";
          amount: number;
          account_id?: string | null;
          gift_card_id?: string | null;
        }[]
      >(),
  },
  output: { schema: {} } as Shape<{ tenders: DrawnTender[] }>,
});

export const releaseTender = operation({
  name: "accounts.tender.release",
  about: "Releases the reserved amounts of a hold. A hold that arrives after its release is refused (409).",
  input: { hold_id: id() },
  output: shapeOf({ released: flag() }),
});
