import { date, id, money, patterns, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** A gift card: a debt of the shop to the holder of the code. */
export const giftCard = resource({
  service: "accounts",
  name: "gift_card",
  plural: "gift_cards",
  grants: businessData,
  fields: {
    // Its holder can pay with it, so answers show it but events do not contain it.
    code: text({
      optional: true,
      private: true,
      min: 4,
      max: 64,
      fixed: true,
      typed: true,
      filter: ["eq"],
      pattern: patterns.cardCode,
    }),
    initial_amount: money({ min: 1, fixed: true }),
    balance: money({ readonly: true, default: 0 }),
    held: money({ readonly: true, hidden: true, default: 0 }),
    currency: text({ readonly: true, max: 3 }),
    expires_on: date({ optional: true }),
    memo: text({ optional: true, max: 1000 }),
    // Ends when the sale is posted that sells the card.
    hold_id: id({ optional: true, readonly: true, hidden: true }),
    sale_id: id({ optional: true, readonly: true, filter: ["eq"], about: "The sale that it was a line of." }),
  },
  unique: [["code"]],
  verbs: ["get", "update"],
});
