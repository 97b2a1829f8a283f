/** Store credit, gift cards and balance set aside while a sale is being finalized (TOT-1). */
import { flag, id, timezone, value } from "../../../shared/fields/index.ts";
import { operation, type Shape, shapeOf } from "../../../shared/service/operation.ts";

/** A tender that draws on what the shop owes: store credit (then balance) of an account, or a gift card. */
export type DrawnTender = {
  type: "store_credit" | "gift_card" | "payable";
  amount: number;
  account_id: string | null;
  gift_card_id: string | null;
};

export const holdTender = operation({
  name: "accounts.tender.hold",
  about:
    "Sets store credit, gift cards and balance aside for a sale, store credit first (TOT-1). Idempotent by hold_id.",
  input: {
    hold_id: id(),
    timezone: timezone({
      about: "Of the sale's store: a gift card is good through its last day there (TIM-2).",
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
  about: "Gives back what a hold set aside; a hold that comes after its release finds itself released (409).",
  input: { hold_id: id() },
  output: shapeOf({ released: flag() }),
});
