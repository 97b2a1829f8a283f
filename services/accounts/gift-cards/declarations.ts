/** Gift cards: valid in every store, so they belong to no store; issued outside a sale. */
import { choice, ref } from "../../../shared/fields/index.ts";
import { entityOf, listInput, operation, pageOf } from "../../../shared/service/operation.ts";
import { giftCard } from "../credit/gift-card.ts";

export const issueGiftCard = operation({
  name: "accounts.gift_card.issue",
  http: "POST /gift-cards",
  status: 201,
  scope: "write:gift_cards",
  about:
    "Issue a gift card. Records the money that was taken for it outside a sale. Returns the gift card with its code.",
  input: {
    code: giftCard.fields.code,
    initial_amount: giftCard.fields.initial_amount,
    expires_on: giftCard.fields.expires_on,
    memo: giftCard.fields.memo,
    tender: choice(["cash", "card", "check", "external"], { default: "cash" }),
    register_id: ref("sales.register", { optional: true }),
  },
  output: entityOf(giftCard),
});

export const listGiftCards = operation({
  name: "accounts.gift_card.list",
  http: "GET /gift-cards",
  scope: "read:gift_cards",
  about:
    "List gift cards. Members who are restricted to certain stores must filter by `code`, because any store accepts any card.",
  paged: giftCard,
  input: listInput,
  output: pageOf(entityOf(giftCard)),
});
