/** Prices a loaded basket. A refusal names the field. */
import { fail, invalidField } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { hasScope, type Meta } from "../../../shared/meta.ts";
import { MAX_UNITS } from "../lines/line.ts";
import type { Basket, Loaded } from "./load-basket.ts";
import {
  type GivenLine,
  incompleteDiscount,
  type PricingContext,
  saleInput,
  storedLines,
  totalsOf,
} from "./rules/basket.ts";
import { amountsInRange, priceSale } from "./rules/price-sale.ts";
import type { Payment, PricedSale, StoredLine } from "./rules/types.ts";

export type Priced = { priced: PricedSale; lines: StoredLine[]; totals: ReturnType<typeof totalsOf> };

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
  return {
    priced,
    lines: storedLines(basket.lines, priced.lines, context.items, newId),
    totals: totalsOf(priced),
  };
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
