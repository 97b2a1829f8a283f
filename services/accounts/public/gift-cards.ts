/** Gift cards: good in every store, so no store's own. */
import { entityOf, listInput, operation, pageOf } from "../../../shared/service/operation.ts";
import { giftCard } from "../resources/ledger.ts";

export const listGiftCards = operation({
  name: "accounts.gift_card.list",
  http: "GET /gift-cards",
  scope: "read:gift_cards",
  about:
    "Lists gift cards. Any store takes any card, so members of certain stores look one up by its `code`, and list no others.",
  paged: giftCard,
  input: listInput,
  output: pageOf(entityOf(giftCard)),
});
