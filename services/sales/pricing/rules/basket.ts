/** Converts a loaded basket into the input of pricing, and priced lines into stored lines. */
import type { Given, Received, Values } from "../../../../shared/fields/field.ts";
import type { giftCardInput, giftCardLine } from "../../lines/gift-card-line.ts";
import type { lineInput, manualDiscount } from "../../lines/line.ts";
import type {
  ManualDiscount,
  Payment,
  PricedLine,
  PricedSale,
  SaleInput,
  SaleLineInput,
  SaleWarning,
  StoredLine,
} from "./types.ts";

type GivenDiscount = Given<typeof manualDiscount>;

/** A stored discount: absent fields are null. */
type StoredDiscount = StoredLine["discounts"][number];

const stored = ({ discount_id, bearer, value_type, value }: GivenDiscount): StoredDiscount => ({
  discount_id: discount_id ?? null,
  bearer: bearer ?? null,
  value_type: value_type ?? null,
  value: value ?? null,
});

/** With the id of an existing line. */
export type GivenLine = Received<typeof lineInput> & { id?: string };

/** A gift card of a request, or of a stored sale with its id. */
export type GivenCard = Omit<Received<typeof giftCardInput>, "code"> & { id?: string; code?: string | null };

type StoredCard = Values<typeof giftCardLine>;

/** The gift cards as a sale stores them, and their codes apart, which no event may show. */
export function storedCards(given: readonly GivenCard[], newId: () => string) {
  const codes: Record<string, string> = {};
  const cards = given.map(({ id = newId(), amount, code, expires_on }): StoredCard => {
    if (code) codes[id] = code;
    return { id, amount, expires_on: expires_on ?? null, refunded: 0 };
  });
  return { cards, codes };
}

type Item = {
  id: string;
  sku: string;
  sku_id: string | null;
  title: string;
  tag_price: number;
  inventory_type: SaleLineInput["inventory_type"];
  account_id: string | null;
  category_id: string | null;
  brand_id: string | null;
  tags: string[];
  split: number | null;
  handling_fee: {
    type: "none" | "fixed" | "percentage";
    fixed: number | null;
    percentage_ppm: number | null;
  } | null;
  return_days: number | null;
  cost_per: number | null;
  tax_exempt: boolean;
  do_not_discount: boolean;
  schedule_start: string | null;
  surcharge_ids: string[];
};

type Named = ManualDiscount & { id: string };

export type PricingContext = {
  items: ReadonlyMap<string, Item>;
  named: Named[];
  automatic: NonNullable<SaleInput["automatic_discounts"]>;
  taxes: NonNullable<SaleInput["taxes"]>;
  surcharges: NonNullable<SaleInput["surcharges"]>;
  category_taxes: { category_id: string; tax_ids: string[] }[];
  store_tax_ids: string[] | null;
  customer_tax_exempt: boolean;
  tax_rounding: "line" | "document";
  cash_rounding: number;
  business_date: string;
};

/** A discount without an id requires its value and kind. Null: incomplete. */
export function manualDiscountOf(given: GivenDiscount, named: readonly Named[]): ManualDiscount | null {
  const known = given.discount_id ? named.find((each) => each.id === given.discount_id) : undefined;
  if (known) return { ...known, bearer: given.bearer ?? known.bearer };
  const { bearer, value_type, value } = given;
  if (!value_type || value === null || value === undefined) return null;
  if (value_type === "percentage" && value > 1_000_000) return null;
  return { id: null, bearer: bearer ?? "shared", value_type, value };
}

/** The JSON Pointer of an incomplete discount; null when all are complete. */
export function incompleteDiscount(
  basket: { lines: GivenLine[]; discounts: GivenDiscount[] },
  named: readonly Named[],
): string | null {
  for (const [i, line] of basket.lines.entries()) {
    const j = line.discounts.findIndex((each) => !manualDiscountOf(each, named));
    if (j >= 0) return `/lines/${i}/discounts/${j}`;
  }
  const k = basket.discounts.findIndex((each) => !manualDiscountOf(each, named));
  return k >= 0 ? `/discounts/${k}` : null;
}

/** The input of `priceSale`; every item is known and every discount complete. */
export function saleInput(
  basket: { lines: GivenLine[]; discounts: GivenDiscount[]; gift_cards?: GivenCard[] | undefined },
  context: PricingContext,
  payments?: Payment[],
): SaleInput {
  const full = (discounts: GivenDiscount[]) =>
    discounts.map((each) => manualDiscountOf(each, context.named)!);
  return {
    lines: basket.lines.map((line) => lineOf(line, context, full(line.discounts))),
    discounts: full(basket.discounts),
    automatic_discounts: context.automatic,
    taxes: context.taxes,
    surcharges: context.surcharges,
    payments: payments ?? null,
    gift_cards: basket.gift_cards ?? [],
    customer_tax_exempt: context.customer_tax_exempt,
    tax_rounding: context.tax_rounding,
    cash_rounding: context.cash_rounding,
    business_date: context.business_date,
  };
}

/** The taxes of the item's category, otherwise of the store, which replace the automatic ones. */
function lineOf(line: GivenLine, context: PricingContext, discounts: ManualDiscount[]): SaleLineInput {
  const item = context.items.get(line.item_id)!;
  const own = context.category_taxes.find((each) => each.category_id === item.category_id);
  return {
    item_id: item.id,
    tag_price: item.tag_price,
    quantity: line.quantity,
    inventory_type: item.inventory_type,
    account_id: item.account_id,
    category_id: item.category_id,
    tags: item.tags,
    split: item.split ?? 0,
    handling_fee: item.handling_fee,
    cost_per: item.cost_per,
    tax_exempt: item.tax_exempt,
    do_not_discount: item.do_not_discount,
    schedule_start: item.schedule_start,
    tax_ids: own?.tax_ids ?? context.store_tax_ids,
    surcharge_ids: item.surcharge_ids,
    discounts,
  };
}

/** The lines as a sale stores them: the snapshot of the item, and every component of the price. */
export function storedLines(
  given: GivenLine[],
  priced: PricedLine[],
  items: ReadonlyMap<string, Item>,
  newId: () => string,
): StoredLine[] {
  return priced.map((line, i) => {
    const item = items.get(line.item_id)!;
    return {
      ...line,
      id: given[i]!.id ?? newId(),
      sku: item.sku,
      sku_id: item.sku_id,
      stock_entry_id: null,
      site_id: null,
      product_id: null,
      title: item.title,
      category_id: item.category_id,
      brand_id: item.brand_id,
      discounts: given[i]!.discounts.map(stored),
      return_days: item.return_days ?? 0,
      payable_on: null,
      refunded_quantity: 0,
      refunded_amount: 0,
    };
  });
}

type UnitLine = Pick<StoredLine, "item_id" | "sku_id" | "quantity">;
export type Units = { item_id: string; sku_id: string | null; units: number };

/** Units per item. Several lines may have the same item. */
export function unitsOf({ lines }: { lines: readonly UnitLine[] }): Units[] {
  const units = new Map<string, Units>();
  for (const { item_id, sku_id, quantity } of lines)
    units.set(item_id, { item_id, sku_id, units: (units.get(item_id)?.units ?? 0) + quantity });
  return [...units.values()];
}

/** The lines that take the stock of a SKU (LNK-3). */
export const stockedOf = (lines: readonly (UnitLine & { id: string })[]) =>
  lines.flatMap(({ id, item_id, sku_id, quantity }) =>
    sku_id ? [{ line_id: id, item_id, sku_id, units: quantity }] : [],
  );

/** The cost of own goods by item, which the sale's journal credits to `inventory:items` (T2). That of a SKU's stock is apart (LNK-7). */
export function costsOf(lines: readonly Pick<StoredLine, "item_id" | "sku_id" | "cost">[]) {
  return lines
    .filter(({ cost, sku_id }) => cost !== 0 && !sku_id)
    .map(({ item_id, cost }) => ({ item_id, cost }));
}

/** The totals of a priced sale as a sale stores them. */
export function totalsOf(priced: PricedSale): {
  subtotal: number;
  discount_total: number;
  tax_total: number;
  gift_card_total: number;
  total: number;
  cogs: number;
  consignor_portion: number;
  store_portion: number;
  cash_rounding_adjustment: number;
  line_item_count: number;
  warnings: SaleWarning[];
} {
  const { subtotal, discount_total, tax_total, total, cogs, consignor_portion, store_portion } = priced;
  const { gift_card_total } = priced;
  return {
    subtotal,
    discount_total,
    tax_total,
    gift_card_total,
    total,
    cogs,
    consignor_portion,
    store_portion,
    cash_rounding_adjustment: priced.cash_rounding_adjustment,
    line_item_count: priced.lines.length,
    warnings: priced.warnings,
  };
}
