/** Sales of the house's goods by contracts of its marketplaces (LNK-4…6). */
import { date, flag, id, money, text, value } from "../../../shared/fields/index.ts";
import { MAX_AMOUNT } from "../../../shared/money.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

/** Goods of a contract: a piece, the stock of a SKU at a site, or what no stock knows. */
export type ContractGoods = {
  /** The item of the contract. */
  line_id: string;
  product_id: string | null;
  item_id: string | null;
  sku_id: string | null;
  location_id: string | null;
  name: string;
  quantity: number;
  unit_price: number;
};

const of = { contract_id: id(), house_user_id: id() } as const;

export const recordContractSale = operation({
  name: "sales.sale.record_contract",
  about:
    "Records the sale of what the house sold by a contract that is paid, once: held goods leave the stock, T24 clears what the contract owes the house. Idempotent by contract_id.",
  input: {
    ...of,
    hold_id: id({ optional: true, about: "The hold on its goods." }),
    owed: money({ max: MAX_AMOUNT, about: "What the contract owes the house." }),
    ...{ currency: text({ max: 3 }), business_date: date() },
    goods: value<ContractGoods[]>(),
  },
  output: shapeOf({ sale_id: id() }),
});

export const returnContractSale = operation({
  name: "sales.sale.return_contract",
  about:
    "Takes back the sale of a contract in proportion to what the house gave back, all of it with its goods when the contract is refunded whole. A dispute takes back no goods. Idempotent by refund_id.",
  refuses: ["request_in_progress"],
  input: {
    ...of,
    refund_id: id(),
    owed: money({ max: MAX_AMOUNT }),
    before: money({ max: MAX_AMOUNT, about: "Of `owed`, what earlier refunds took back." }),
    after: money({ max: MAX_AMOUNT, about: "With this refund." }),
    whole: flag({ about: "Everything is refunded, and the goods come back." }),
  },
  output: shapeOf({}),
});
