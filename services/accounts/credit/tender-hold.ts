import { choice, group, id, list, money } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** Store credit, a gift card or a balance that is reserved for a sale that is being finalized. */
export const tenderHold = resource({
  service: "accounts",
  name: "tender_hold",
  plural: "tender_holds",
  fields: {
    state: choice(["held", "released", "spent"]),
    tenders: list(
      group({
        type: choice(["store_credit", "gift_card", "payable"]),
        amount: money(),
        account_id: id({ optional: true }),
        gift_card_id: id({ optional: true }),
      }),
    ),
    gift_card_ids: list(id(), {
      default: [],
      about: "Cards that the sale sells; without it they are removed.",
    }),
  },
  hardDelete: true,
  verbs: [],
});
