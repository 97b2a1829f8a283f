/** What the house sells by a contract that is paid becomes a sale of the shop, and a refund takes it back (LNK-4, LNK-5). */
import { times } from "../../../shared/money.ts";
import type { Step } from "../../../shared/saga/saga.ts";
import { takenStock } from "../../catalog/public.ts";
import { recordContractSale, returnContractSale } from "../../sales/public.ts";
import type { Contract } from "../contracts/contract-view.ts";
import { houseItems, houseOf } from "../contracts/house-part.ts";

export type HouseSale = {
  contract_id: string;
  house_user_id: string;
  owed: number;
  currency: string;
  business_date: string;
  items: { id: string; product_id: string | null; name: string; quantity: number; unit_price: number }[];
};

/** The sale recorded when a payment completes the contract. */
export function soldBy(before: Contract, after: Contract, business_date: string): HouseSale | null {
  const isPaid = after.status === "paid" || after.status === "settled";
  const house = houseOf(after);
  if (!house || !isPaid || (before.status !== "open" && before.status !== "partially_paid")) return null;
  const items = houseItems(after).map(({ id, product_id, name, quantity, unit_price }) => ({
    ...{ id, product_id, name, quantity, unit_price },
  }));
  if (!items.some(({ unit_price, quantity }) => times(unit_price, quantity) > 0)) return null;
  const { id: contract_id, currency } = after;
  return { contract_id, house_user_id: house.user_id, owed: house.owed, currency, business_date, items };
}

export type Selling = { house_sale?: HouseSale | null };

export const sellHouse: Step<Selling> = {
  name: "sell_house",
  needed: ({ house_sale }) => Boolean(house_sale),
  async run({ call }, { house_sale }) {
    const { items, ...sold } = house_sale!;
    const { hold_id, linked } = await call(takenStock, { taken_for: sold.contract_id });
    const goods = items.map(({ id: line_id, product_id, ...item }) => {
      const own = linked.find(({ variant_id }) => variant_id === product_id);
      const { item_id = null, sku_id = null, location_id = null } = own ?? {};
      return { line_id, product_id, ...item, item_id, sku_id, location_id };
    });
    const held = goods.some(({ item_id, sku_id }) => item_id ?? sku_id) ? hold_id : null;
    await call(recordContractSale, { ...sold, hold_id: held, goods });
    return undefined;
  },
};

export type HouseReturn = {
  contract_id: string;
  house_user_id: string;
  refund_id: string;
  owed: number;
  before: number;
  after: number;
  whole: boolean;
};

/** The part of the sale that a lost dispute takes back: its money. The buyer keeps the goods (CON-12). */
export const moneyTakenBackBy = (
  before: Contract,
  after: Contract,
  refund_id: string,
): HouseReturn | null => {
  const back = takenBackBy(before, after, refund_id);
  return back && { ...back, whole: false };
};

/** The part of the sale that a refund takes back. */
export function takenBackBy(before: Contract, after: Contract, refund_id: string): HouseReturn | null {
  const [was, is] = [houseOf(before), houseOf(after)];
  if (!was || !is || is.reversed === was.reversed) return null;
  const { user_id: house_user_id, owed, reversed } = is;
  const whole = after.status === "refunded";
  return {
    ...{ contract_id: after.id, house_user_id, refund_id, owed },
    ...{ before: was.reversed, after: reversed, whole },
  };
}

export type Returning = { house_returns?: HouseReturn[] };

export const returnHouse: Step<Returning> = {
  name: "return_house",
  needed: ({ house_returns = [] }) => house_returns.length > 0,
  async run({ call }, { house_returns = [] }) {
    for (const each of house_returns) await call(returnContractSale, each);
    return undefined;
  },
};
