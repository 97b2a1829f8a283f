/** Prices a loaded basket. A refusal names the field. */
import { fail, invalidField } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { hasScope, type Meta } from "../../../shared/meta.ts";
import { MAX_UNITS } from "../lines/line.ts";
import type { Basket, Loaded } from "./load-basket.ts";
import {
  type GivenCard,
  type GivenLine,
  incompleteDiscount,
  type PricingContext,
  saleInput,
  storedCards,
  storedLines,
  totalsOf,
} from "./rules/basket.ts";
import { amountsInRange, priceSale } from "./rules/price-sale.ts";
import type { Payment, PricedSale, StoredLine } from "./rules/types.ts";

export type Priced = {
  priced: PricedSale;
  lines: StoredLine[];
  totals: ReturnType<typeof totalsOf> & { gift_cards: ReturnType<typeof storedCards>["cards"] };
  /** The codes of gift cards in the basket. */
  codes: Record<string, string>;
};

export function priceBasket(basket: Basket, loaded: Loaded, meta: Meta, payments?: Payment[]): Priced {
  const context = contextOf(loaded);
  const at = incompleteDiscount(basket, context.named);
  if (at) {
    throw invalidField(
      at,
      "incomplete",
      "A discount requires discount_id, or value_type and value (a percentage of at most 1000000 ppm).",
    );
  }
  refuseOverride(basket, loaded, meta);
  checkCards(basket.gift_cards ?? [], loaded, meta);
  const input = saleInput(basket, context, payments);
  if (!amountsInRange(input) || input.lines.some((line) => line.quantity > MAX_UNITS)) {
    throw fail("unprocessable", "The amounts of this sale are too large.", {
      errors: [
        {
          pointer: "/lines",
          code: "amount_out_of_range",
          message: "The lines must add up to at most 10^13 minor units.",
        },
      ],
    });
  }
  const priced = priceSale(input);
  const { cards, codes } = storedCards(basket.gift_cards ?? [], newId);
  return {
    priced,
    lines: storedLines(basket.lines, priced.lines, context.items, newId),
    totals: { ...totalsOf(priced), gift_cards: cards },
    codes,
  };
}

/** GFT-1: whoever sells a card issues it. */
function checkCards(cards: readonly GivenCard[], { business_date }: Loaded, meta: Meta): void {
  if (cards.length === 0) return;
  if (!hasScope(meta, "write:gift_cards"))
    throw fail("forbidden", "Selling a gift card requires the scope write:gift_cards.", {
      required_scope: "write:gift_cards",
    });
  const past = cards.findIndex(({ expires_on }) => expires_on && expires_on < business_date);
  if (past >= 0)
    throw invalidField(`/gift_cards/${past}/expires_on`, "in_the_past", "'expires_on' has passed.");
}

/** DSC-4. */
function refuseOverride(basket: { lines: GivenLine[] }, { items }: Loaded, meta: Meta): void {
  const i = basket.lines.findIndex(
    (line) => items.get(line.item_id)?.do_not_discount && line.discounts.length > 0,
  );
  if (i < 0 || hasScope(meta, "write:discount_override")) return;
  throw fail("forbidden", "This item must not be discounted.", {
    required_scope: "write:discount_override",
    errors: [
      {
        pointer: `/lines/${i}/discounts`,
        code: "do_not_discount",
        message: "Remove the discount from this line.",
      },
    ],
  });
}

function contextOf({ organization, customer, items, store, rules, business_date }: Loaded): PricingContext {
  return {
    items: items as PricingContext["items"],
    named: rules.named as PricingContext["named"],
    automatic: rules.automatic as PricingContext["automatic"],
    taxes: rules.taxes,
    surcharges: rules.surcharges,
    category_taxes: rules.category_taxes,
    store_tax_ids: store?.tax_ids ?? null,
    customer_tax_exempt: customer?.tax_exempt ?? false,
    tax_rounding: organization.tax_rounding,
    cash_rounding: organization.cash_rounding,
    business_date,
  };
}
