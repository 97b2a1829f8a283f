/** Contracts, with amounts in their own currency. */
import {
  type addContractFee,
  type addContractItem,
  type addContractSeller,
  type ContractView,
  contract,
  type pinContractBuyer,
} from "../../../../services/contracts/public.ts";
import { c, elementsOf, field, rowsOf, shape, showing, shown } from "../../../kit/index.ts";
import { rowList } from "../../../shapes/row-list.ts";
import { idOf } from "../ids.ts";

const required = { required: true } as const;
const always = { always: true } as const;
/** A user of the platform. */
export const person = idOf("marketplace_user");
const count = { ...c.integer, schema: { type: "number" } };

type Buyer = ContractView["buyers"][number];
type Seller = ContractView["sellers"][number];
type Hidden<Row, K extends keyof Row> = Omit<Row, K> & { [k in K]: number | null };
/** As a user sees it: some amounts of others are hidden (CON-19). */
export type SeenContract = Omit<ContractView, "buyers" | "sellers"> & {
  buyers: Hidden<Buyer, "due" | "paid">[];
  sellers: Hidden<Seller, "owed" | "transferred">[];
};

const itemShape = shape("ContractItem", elementsOf(contract, "items"), {
  id: shown("id", idOf("item")),
  product_id: field("product_id", idOf("variant")),
  seller_user_id: field("seller_user_id", person),
  name: field("name", c.text),
  quantity: field("quantity", count),
  price: field("unit_price", c.decimalMoney),
});

const user_id = field("user_id", person, required);
const buyerShape = shape("Buyer", rowsOf<SeenContract["buyers"][number]>(), {
  ...{ id: shown("id", idOf("buyer")), user_id, due: field("due", c.decimalMoney) },
  ...{ paid: shown("paid", c.decimalMoney), pinned: shown("pinned", c.flag) },
});
const sellerShape = shape("Seller", rowsOf<SeenContract["sellers"][number]>(), {
  ...{ id: shown("id", idOf("seller")), user_id, owed: field("owed", c.decimalMoney) },
  ...{ transferred: shown("transferred", c.decimalMoney), pinned: shown("pinned", c.flag) },
});
const feeShape = shape("ContractFee", elementsOf(contract, "fees"), {
  id: shown("id", idOf("fee")),
  name: field("name", c.text, required),
  amount: showing(
    field("amount", c.decimalMoney, required),
    ({ total }: ContractView["fees"][number]) => total,
  ),
  payer: shown("payer", c.text),
});

const plain = {
  notes: field("notes", c.text),
  due: field("due_at", c.instantSeconds),
  currency: field("currency", c.currency),
} as const;
const switches = {
  includeStripeFees: field("include_processor_fees", c.flag),
  includeCandleFees: field("include_service_fees", c.flag),
  includePlatformFees: field("include_platform_fees", c.flag),
} as const;

export const contractShape = shape("Contract", rowsOf<SeenContract>(contract), {
  id: shown("id", idOf("contract")),
  platform_id: shown("platform_id", idOf("platform")),
  user_id: field("user_id", person),
  ...{ ...plain, ...switches },
  items: field("items", rowList(itemShape)),
  sent: shown("sent_at", c.instantSeconds),
  lastSent: shown("last_sent_at", c.instantSeconds),
  lastPaymentAttempt: shown("last_payment_attempt_at", c.instantSeconds),
  paid: shown("paid_at", c.instantSeconds),
  subTotal: shown("sub_total", c.decimalMoney),
  total: shown("total", c.decimalMoney),
  status: shown("status", c.text),
  buyers: field("buyers", rowList(buyerShape), always),
  sellers: field("sellers", rowList(sellerShape), always),
  fees: field("fees", rowList(feeShape)),
  stripeFee: shown("processor_fee", c.decimalMoney),
  candleFee: shown("service_fee", c.decimalMoney),
  platformFee: shown("platform_fee", c.decimalMoney),
});

export const contractChangeShape = shape("ContractChange", contract, plain);

type In<Operation extends { readonly types?: (input: never) => unknown }> = Parameters<
  NonNullable<Operation["types"]>
>[0];

export const newItemShape = shape("NewContractItem", rowsOf<In<typeof addContractItem>>(), {
  product_id: field("product_id", idOf("variant"), required),
  quantity: field("quantity", count),
  price: field("unit_price", c.decimalMoney),
});
export const newBuyerShape = shape("NewBuyer", rowsOf<{ user_id: string; due: number | null }>(), {
  ...{ user_id, due: field("due", c.decimalMoney) },
});
export const newSellerShape = shape("NewSeller", rowsOf<In<typeof addContractSeller>>(), {
  ...{ user_id, owed: field("owed", c.decimalMoney) },
});
export const dueShape = shape("Due", rowsOf<In<typeof pinContractBuyer>>(), {
  amount: field("due", c.decimalMoney, required),
});
export const owedShape = shape("Owed", rowsOf<{ owed: number }>(), {
  amount: field("owed", c.decimalMoney, required),
});
export const newFeeShape = shape("NewContractFee", rowsOf<In<typeof addContractFee>>(), {
  ...{ name: field("name", c.text, required), amount: field("amount", c.decimalMoney, required) },
});
export const feeChangeShape = shape("ContractFeeChange", rowsOf<{ name: string; amount: number }>(), {
  ...{ name: field("name", c.text), amount: field("amount", c.decimalMoney) },
});

/** One flag sets all three; those that are named override it (D46). */
export const inclusionShape = shape("FeeInclusion", rowsOf<ContractView & { all: boolean }>(), {
  included: field("all", c.flag, { aliases: ["feeInclusion", "include"] }),
  ...switches,
});
