/** A gift card as a line of a sale (GFT-1): the buyer pays it, the shop owes it to its holder; no price, tax or share follows from it. */
import { date, id, money, patterns, text } from "../../../shared/fields/index.ts";

/** The maximum number of gift cards in a sale. */
export const MAX_CARDS = 20;

const card = { amount: money({ min: 1 }), expires_on: date({ optional: true }) } as const;

export const giftCardInput = {
  ...card,
  code: text({
    optional: true,
    min: 4,
    max: 64,
    pattern: patterns.cardCode,
    about: "The code on the card. Only the gift card shows it, once the sale is finalized.",
  }),
} as const;

export const giftCardLine = {
  id: id({ about: "Once the sale is finalized, the gift card's id." }),
  ...card,
  refunded: money({ default: 0, about: "Its amount, if it was taken back." }),
} as const;

/** The gift cards of a sale or refund; one that was written before there were any has none. */
export const cardsOf = <C>({ gift_cards }: { gift_cards: readonly C[] | null | undefined }): readonly C[] =>
  gift_cards ?? [];
