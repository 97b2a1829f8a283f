/** Types of the rules of sales. Amounts: minor units; rates: ppm; dates: `YYYY-MM-DD`. */
import type { Values } from "../../../../shared/fields/field.ts";
import type { pricedLine, saleLine } from "../../lines/line.ts";

export type Refusal = { ok: false; code: string };

export type InventoryType = StoredLine["inventory_type"];
export type Bearer = AppliedDiscount["bearer"];
export type DiscountLevel = AppliedDiscount["level"];
export type ValueType = NonNullable<StoredLine["discounts"][number]["value_type"]>;

/** One condition of a discount, tax or surcharge; a list of them matches when any one does. */
export type MatchRule = { field: "tag" | "category" | "inventory_type"; value: string };

/** A manual discount. `value` is ppm for a percentage, else minor units. `rules` narrow a sale discount. */
export type ManualDiscount = {
  id: string | null;
  bearer: Bearer;
  value_type: ValueType;
  value: number;
  rules?: MatchRule[] | null;
};

/** The fields of Discount (3.2) that pricing reads. `created_at` decides ties (DSC-3). */
export type AutomaticDiscount = {
  id: string;
  bearer: Bearer;
  value_type: ValueType;
  value: number;
  level: DiscountLevel;
  auto_apply: boolean;
  rules?: MatchRule[] | null;
  schedule?: { after_days: number; value: number }[] | null;
  starts_on?: string | null;
  ends_on?: string | null;
  bogo_threshold?: number | null;
  created_at?: string | null;
};

export type AppliedDiscount = StoredLine["applied_discounts"][number];

export type TaxType = AppliedTax["snapshot"]["type"];
export type TaxScheme = AppliedTax["snapshot"]["scheme"];

/** The entity Tax (3.2). matching.ts decides whether it applies to a line. */
export type Tax = {
  id: string;
  name: string;
  rate_ppm: number;
  type: TaxType;
  scheme: TaxScheme;
  default_on: boolean;
  rules?: MatchRule[] | null;
};

export type AppliedTax = StoredLine["applied_taxes"][number];

export type SurchargeType = AppliedSurcharge["type"];

/** The entity Surcharge (3.2). `value` is ppm for a percentage, else minor units (per unit; card_fee: per sale). */
export type Surcharge = {
  id: string;
  type: SurchargeType;
  value_type: "percentage" | "fixed";
  value: number;
  default_on: boolean;
  rules?: MatchRule[] | null;
};

export type AppliedSurcharge = StoredLine["applied_surcharges"][number];

export type HandlingFee = {
  type: "none" | "fixed" | "percentage";
  fixed?: number | null;
  percentage_ppm?: number | null;
};

export type TillPaymentType = "cash" | "card" | "check" | "store_credit" | "gift_card" | "external";
export type PaymentType = TillPaymentType | MarketplacePayment | "deposit" | "exchange";
type MarketplacePayment = "contract" | "marketplace_fee";

export type Payment = {
  type: PaymentType;
  amount: number;
  account_id?: string | null;
  gift_card_id?: string | null;
  provider_ref?: string | null;
  /** Of an exchange or a deposit: what it had been paid with (EXC-3, LAY-2). */
  paid_by?: TillPaymentType | null;
};

/** A sale line before pricing: the snapshot of its item (3.2) and its manual discounts. */
export type SaleLineInput = {
  item_id: string;
  tag_price: number;
  quantity: number;
  inventory_type: InventoryType;
  account_id?: string | null;
  category_id?: string | null;
  tags?: string[] | null;
  /** The consignor's share in ppm; own goods count as 0 (SPL-4). */
  split: number;
  handling_fee?: HandlingFee | null;
  cost_per?: number | null;
  tax_exempt?: boolean | null;
  do_not_discount?: boolean | null;
  schedule_start?: string | null;
  /** Exactly these taxes (of a category or store) instead of the automatic ones. */
  tax_ids?: string[] | null;
  /** Surcharges of the item, in addition to the automatic ones. */
  surcharge_ids?: string[] | null;
  discounts?: ManualDiscount[] | null;
};

export type SaleInput = {
  lines: SaleLineInput[];
  /** Manual sale-level discounts. */
  discounts?: ManualDiscount[] | null;
  automatic_discounts?: AutomaticDiscount[] | null;
  taxes?: Tax[] | null;
  surcharges?: Surcharge[] | null;
  /** Payments, which card fees (5.6) and cash rounding (TAX-6) depend on; absent before payment. */
  payments?: Payment[] | null;
  /** GFT-1: sold at their amounts, outside of every other rule. */
  gift_cards?: readonly { amount: number }[] | null;
  customer_tax_exempt?: boolean | null;
  tax_rounding: "line" | "document";
  /** The smallest coin in minor units; 0 = off. */
  cash_rounding?: number | null;
  business_date: string;
};

/** The components of a sale line that pricing yields. */
export type PricedLine = Values<typeof pricedLine>;

/** A stored line. */
export type StoredLine = Values<typeof saleLine>;

export type SaleWarning = { code: "store_portion_negative"; line_index: number };

export type PricedSale = {
  lines: PricedLine[];
  subtotal: number;
  discount_total: number;
  tax_total: number;
  gift_card_total: number;
  total: number;
  change: number;
  cogs: number;
  consignor_portion: number;
  store_portion: number;
  cash_rounding_adjustment: number;
  warnings: SaleWarning[];
};
