/** Store credit, gift cards and balance that are reserved while a sale is being finalized (TOT-1), and cards that it sells. */
import { date, flag, group, id, list, money, text, timezone, value } from "../../../shared/fields/index.ts";
import { operation, type Shape, shapeOf } from "../../../shared/service/operation.ts";

/** A tender paid from a debt of the shop: store credit (then balance) of an account, or a gift card. */
export type DrawnTender = {
  type: "store_credit" | "gift_card" | "payable";
  amount: number;
  account_id: string | null;
  gift_card_id: string | null;
};

/** A gift card that a sale sells, or takes back. */
export type CardLine = { id: string; amount: number };

export const holdTender = operation({
  name: "accounts.tender.hold",
  about:
    "Reserves store credit, gift cards and balance for a sale, store credit first (TOT-1), and makes the gift cards that it sells, without their money. Idempotent by hold_id.",
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
          /** GFT-2: the card is taken back, so nothing of it may have been spent. */
          whole?: boolean;
        }[]
      >(),
    sale_id: id({ optional: true }),
    cards: list(
      group({
        id: id(),
        amount: money({ min: 1 }),
        code: text({ optional: true, max: 64 }),
        expires_on: date({ optional: true }),
      }),
      { default: [] },
    ),
  },
  output: { schema: {} } as Shape<{ tenders: DrawnTender[] }>,
});

export const releaseTender = operation({
  name: "accounts.tender.release",
  about:
    "Releases the reserved amounts of a hold and removes the gift cards that were made for it. A hold that arrives after its release is refused (409).",
  input: { hold_id: id() },
  output: shapeOf({ released: flag() }),
});
