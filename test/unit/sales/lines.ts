/** Builders of sale inputs for the tests of pricing. */
import type {
  Bearer,
  ManualDiscount,
  SaleInput,
  SaleLineInput,
  Tax,
  TaxType,
  ValueType,
} from "../../../services/sales/pricing/rules/types.ts";

export const percentOff = (bearer: Bearer, ppm: number): ManualDiscount => off(bearer, "percentage", ppm);
export const amountOff = (bearer: Bearer, amount: number): ManualDiscount => off(bearer, "fixed", amount);

function off(bearer: Bearer, value_type: ValueType, value: number): ManualDiscount {
  return { id: `manual-${bearer}`, bearer, value_type, value };
}

export function consigned(
  tag_price: number,
  split: number,
  more: Partial<SaleLineInput> = {},
): SaleLineInput {
  return {
    item_id: "item-a",
    tag_price,
    quantity: 1,
    inventory_type: "consignment",
    account_id: "A",
    split,
    ...more,
  };
}

export function own(tag_price: number, cost_per: number, more: Partial<SaleLineInput> = {}): SaleLineInput {
  return { ...consigned(tag_price, 0, more), inventory_type: "retail", account_id: null, cost_per, ...more };
}

export function tax(id: string, type: TaxType, rate_ppm: number, more: Partial<Tax> = {}): Tax {
  return { id, name: id, rate_ppm, type, scheme: "standard", default_on: true, ...more };
}

export function sale(lines: SaleLineInput[], more: Partial<SaleInput> = {}): SaleInput {
  return { lines, tax_rounding: "line", business_date: "2027-03-01", ...more };
}
