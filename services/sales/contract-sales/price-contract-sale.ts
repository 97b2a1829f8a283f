/** A sale at the prices of a contract: it has no tax of its own, so that exclusive taxes are taken out of the price (LNK-6). */
import { addDays } from "../../../shared/dates.ts";
import { idOf } from "../../../shared/ids.ts";
import type { Meta } from "../../../shared/meta.ts";
import { sum, times } from "../../../shared/money.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { type Loaded, loadBasket } from "../pricing/load-basket.ts";
import { priceBasket } from "../pricing/price-basket.ts";
import { unitsOf } from "../pricing/rules/basket.ts";
import type { Payment } from "../pricing/rules/types.ts";
import { newSale } from "../sales/new-sale.ts";
import { tenderShares } from "../tenders/tender-shares.rules.ts";
import type { ContractSale } from "./contract-sale.saga.ts";
import type { ContractGoods } from "./declarations.ts";

export type Sold = {
  contract_id: string;
  house_user_id: string;
  hold_id?: string | null;
  owed: number;
  currency: string;
  business_date: string;
  goods: ContractGoods[];
};

type SoldItem = Loaded["items"] extends Map<string, infer I> ? I : never;

export const saleIdOf = (contract_id: string): string => idOf(`contract_sale:${contract_id}`);

/** Goods that are no item are sold under the id of what they are. */
const itemIdOf = ({ item_id, sku_id, product_id, line_id }: ContractGoods): string =>
  item_id ?? sku_id ?? product_id ?? line_id;

/** Goods without an item, as own goods of the shop. */
const asItem = (goods: ContractGoods): SoldItem =>
  ({
    ...{ id: itemIdOf(goods), sku: "", sku_id: goods.sku_id, title: goods.name, tag_price: goods.unit_price },
    ...{ inventory_type: "retail", account_id: null, category_id: null, brand_id: null, tags: [] },
    ...{ split: null, handling_fee: null, return_days: null, cost_per: null, tax_exempt: false },
    ...{ do_not_discount: true, schedule_start: null, surcharge_ids: [], status_counts: {} },
  }) as Partial<SoldItem> as SoldItem;

/** As the contract sold them: at its price, without surcharges. */
async function loadedFor(call: Call, { goods, business_date }: Sold, meta: Meta): Promise<Loaded> {
  const known = new Map(
    goods.filter(({ item_id }) => !item_id).map((each) => [itemIdOf(each), asItem(each)] as const),
  );
  const lines = goods.map((each) => ({ item_id: itemIdOf(each), quantity: each.quantity, discounts: [] }));
  const basket = { store_id: null, lines, discounts: [] };
  const loaded = await loadBasket(call, basket, meta, known);
  const taxes = loaded.rules.taxes.map((tax) => ({ ...tax, type: "inclusive" as const }));
  const items = [...loaded.items].map(
    ([id, item]) => [id, { ...item, surcharge_ids: [] as string[] }] as const,
  );
  const rules = { ...loaded.rules, automatic: [], surcharges: [], taxes };
  return { ...loaded, business_date, items: new Map(items), rules };
}

/** Each line at its own price: two lines of one item may differ in it. */
function priced(loaded: Loaded, goods: readonly ContractGoods[], meta: Meta, payments: Payment[]) {
  const keyed = goods.map((each, i) => ({ ...each, key: `${itemIdOf(each)} ${i}` }));
  const items = new Map(
    keyed.map(({ key, unit_price, ...each }) => {
      const item = loaded.items.get(itemIdOf({ ...each, unit_price }))!;
      return [key, { ...item, id: key, tag_price: unit_price }] as const;
    }),
  );
  const lines = keyed.map(({ key, quantity }) => ({ item_id: key, quantity, discounts: [] }));
  const done = priceBasket({ store_id: null, lines, discounts: [] }, { ...loaded, items }, meta, payments);
  return {
    ...done,
    lines: done.lines.map((line, i) => ({
      ...line,
      item_id: itemIdOf(goods[i]!),
      site_id: goods[i]!.location_id,
      product_id: goods[i]!.product_id,
    })),
  };
}

export async function contractSaleOf(call: Call, sold: Sold, meta: Meta): Promise<ContractSale> {
  const { contract_id, house_user_id, goods, currency, owed, business_date, hold_id = null } = sold;
  const loaded = await loadedFor(call, sold, meta);
  const total = sum(goods.map(({ unit_price, quantity }) => times(unit_price, quantity)));
  const [got, fee] = [Math.min(owed, total), Math.max(0, total - owed)];
  const tenders: Payment[] = [
    { type: "contract" as const, amount: got, account_id: house_user_id, provider_ref: contract_id },
    { type: "marketplace_fee" as const, amount: fee },
  ].filter(({ amount }) => amount > 0);
  const { priced: figures, lines, totals } = priced(loaded, goods, meta, tenders);
  const whole = { account_id: null, gift_card_id: null, provider_ref: null, paid_by: null, refunded: 0 };
  const basket = { store_id: null, channel: "third_party", external_ref: contract_id, discounts: [] };
  return {
    ...{ hold_id, sale_id: saleIdOf(contract_id), before: null, in_drawer: false },
    ...{ allow_negative_stock: false, channel: "third_party", timezone: loaded.timezone, tenders, cards: [] },
    // What has a site, and what no stock knows, is no unit of an item.
    units: unitsOf({ lines: lines.filter(isPiece(goods)) }),
    changes: {
      ...newSale(basket, loaded, meta),
      ...totals,
      ...{ currency, business_date, status: "finalized", change: 0, register_session_id: null },
      lines: lines.map((line) => ({ ...line, payable_on: addDays(business_date, line.return_days) })),
      payments: tenders.map((each) => ({ ...whole, ...each })),
      by_tender: tenderShares(figures, tenders),
    },
  };
}

const isPiece =
  (goods: readonly ContractGoods[]) =>
  (_line: unknown, i: number): boolean =>
    Boolean(goods[i]?.item_id);
