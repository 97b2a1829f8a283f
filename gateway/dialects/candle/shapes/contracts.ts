/** Contracts with amounts in their own currency, subscriptions to them, and the money that they move. */
import * as contracts from "../../../../services/contracts/public.ts";
import { exponentOf, formatScaled } from "../../../../shared/money.ts";
import type { Entity } from "../../../../shared/resource/resource.ts";
import { c, computed, elementsOf, field, inputOf, listShown } from "../../../kit/index.ts";
import { rowList } from "../../../shapes/row-list.ts";
import { outputOf, rowsOf, shape, showing, shown } from "../../../shapes/shape.ts";
import { always, count, own, shownOnly } from "../dialect.ts";
import { idOf } from "../ids.ts";

type Contract = contracts.ContractView;
type Hidden<Row, K extends keyof Row> = Omit<Row, K> & { [k in K]: number | null };
/** As a user sees it: some amounts of others are hidden (CON-19). */
export type SeenContract = Omit<Contract, "buyers" | "sellers"> & {
  buyers: Hidden<Contract["buyers"][number], "due" | "paid">[];
  sellers: Hidden<Contract["sellers"][number], "owed" | "transferred">[];
};

const { contract } = contracts;
const quantity = field("quantity", count);
const itemRows = elementsOf(contract, "items");
const itemShape = shape("ContractItem", itemRows, {
  id: shown("id", idOf("item")),
  ...own(itemRows, ["product_id"]),
  seller_user_id: field("seller_user_id", idOf("user")),
  name: field("name", c.text),
  quantity,
  price: field("unit_price", c.decimalMoney),
});

/** A user of the platform. */
export const person = idOf("user");
const user_id = field("user_id", person, { required: true });
const [due, owed] = [field("due", c.decimalMoney), field("owed", c.decimalMoney)];
const buyerShape = shape("Buyer", rowsOf<SeenContract["buyers"][number]>(), {
  id: shown("id", idOf("buyer")),
  user_id,
  due,
  paid: shown("paid", c.decimalMoney),
  pinned: shown("pinned", c.flag),
});
const sellerShape = shape("Seller", rowsOf<SeenContract["sellers"][number]>(), {
  id: shown("id", idOf("seller")),
  user_id,
  owed,
  transferred: shown("transferred", c.decimalMoney),
  pinned: shown("pinned", c.flag),
});
const amount = field("amount", c.decimalMoney, { required: true });
const name = field("name", c.text, { required: true });
const feeShape = shape("ContractFee", elementsOf(contract, "fees"), {
  id: shown("id", idOf("fee")),
  name,
  payer: shown("payer", c.text),
  amount: showing(amount, ({ total }: Contract["fees"][number]) => total),
});

const plain = {
  ...own(contract, ["notes"]),
  currency: field("currency", c.currency),
  due: field("due_at", c.instantSeconds),
};
const switches = {
  includeStripeFees: field("include_processor_fees", c.flag),
  includeCandleFees: field("include_service_fees", c.flag),
  includePlatformFees: field("include_platform_fees", c.flag),
};

export const contractShape = shape("Contract", rowsOf<SeenContract>(contract), {
  ...own(contract, ["id", "platform_id", "sub_total", "total"], shownOnly),
  user_id: field("user_id", idOf("user")),
  ...plain,
  ...switches,
  items: field("items", rowList(itemShape)),
  fees: field("fees", rowList(feeShape)),
  buyers: field("buyers", rowList(buyerShape), always),
  sellers: field("sellers", rowList(sellerShape), always),
  ...own(contract, { sent: "sent_at", lastSent: "last_sent_at", paid: "paid_at" }, shownOnly),
  lastPaymentAttempt: shown("last_payment_attempt_at", c.instantSeconds),
  status: shown("status", c.text),
  stripeFee: shown("processor_fee", c.decimalMoney),
  candleFee: shown("service_fee", c.decimalMoney),
  platformFee: shown("platform_fee", c.decimalMoney),
});

export const contractChangeShape = shape("ContractChange", contract, plain);
const newItem = inputOf(contracts.addContractItem);
export const newItemShape = shape("NewContractItem", newItem, {
  ...own(newItem, { product_id: "product_id", price: "unit_price" }),
  quantity,
});
const newBuyer = rowsOf<{ user_id: string; due: number | null }>();
export const newBuyerShape = shape("NewBuyer", newBuyer, { user_id, due });
export const newSellerShape = shape("NewSeller", inputOf(contracts.addContractSeller), { user_id, owed });
export const dueShape = shape("Due", inputOf(contracts.pinContractBuyer), {
  amount: { ...due, required: true },
});
export const owedShape = shape("Owed", rowsOf<{ owed: number }>(), { amount: { ...owed, required: true } });
export const newFeeShape = shape("NewContractFee", inputOf(contracts.addContractFee), { name, amount });
const newFee = rowsOf<{ name: string; amount: number }>();
export const feeChangeShape = shape("ContractFeeChange", newFee, { name, amount });

type Switch = "include_processor_fees" | "include_service_fees" | "include_platform_fees";
type Switches = { [name in Switch]: boolean };
/** One flag sets all three; those that are named override it (D46). */
export const inclusionShape = shape("FeeInclusion", rowsOf<Switches & { all: boolean }>(), {
  included: field("all", c.flag, { aliases: ["feeInclusion", "include"] }),
  ...switches,
});

/** Unset fields are omitted (D35). */
const { subscription } = contracts;
type Subscription = contracts.Subscription;
export const subscriptionShape = shape("Subscription", subscription, {
  ...own(subscription, ["id", "platform_id", "user_id"], shownOnly),
  // The template, as the service that its text names (SUB-8).
  service_id: shown("contract_id", idOf("service"), always),
  price: shown("price", c.decimalMoney),
  cycle: shown("cycle", c.text),
  status: shown("status", c.text),
  isActive: computed(c.flag, ({ status }: Subscription) => /^(active|past_due)$/.test(status), always),
  isPaused: computed(c.flag, ({ status }: Subscription) => status === "paused", always),
  ...own(subscription, { pausedAt: "paused_at", pausedUntil: "paused_until", ended: "ended_at" }, shownOnly),
  startDate: shown("start_date", c.dayStart, always),
});

const start = rowsOf<Pick<Subscription, "cycle" | "start_date">>();
export const startShape = shape("NewSubscription", start, {
  cycle: field("cycle", c.choiceOf(["weekly", "monthly", "quarterly", "yearly"])),
  startDate: field("start_date", c.dayStart),
});
export const pauseShape = shape("Pause", rowsOf<{ paused_until: string | null }>(), {
  pausedUntil: field("paused_until", c.instantSeconds),
});

type Row = Entity<typeof contracts.transaction>;
export type Sum = { user_id?: string; amount: number; currency: string };
/** A movement, or the sum of all that a user spent or got (TRX-1). */
export type Moved = Pick<Row, "amount" | "currency" | "status" | "platform_id"> &
  Partial<Pick<Row, "id" | "contract_id" | "buyer_user_id" | "seller_user_id" | "provider_ref">> & {
    type: Row["type"] | "incoming" | "outgoing";
    others?: Sum[];
  };

const number = { schema: { type: "number" }, out: (value: number) => value };
const currency = shown("currency", c.currency, always);
export const sumShape = shape("Sum", rowsOf<Sum>(), {
  user_id: shown("user_id", idOf("user")),
  currency,
  // Each in its own currency.
  amount: computed(number, (row: Sum) => Number(formatScaled(row.amount, exponentOf(row.currency))), always),
});

const comesIn = ["charge", "transfer_reversal", "refund_return", "incoming"];
const isCharge = ({ type }: Moved) => type === "charge";
const ids = ["id", "platform_id", "contract_id", "buyer_user_id", "seller_user_id"] as const;
export const transactionShape = shape("Transaction", rowsOf<Moved>(), {
  ...own(contracts.transaction, ids, shownOnly),
  amount: shown("amount", c.decimalMoney),
  currency: shown("currency", c.currency),
  stripeChargeId: computed(c.text, (row: Moved) => (isCharge(row) ? row.provider_ref : null)),
  type: computed(c.text, ({ type }: Moved) => (comesIn.includes(type) ? "incoming" : "outgoing")),
  status: shown("status", c.text),
  others: computed(listShown(sumShape), ({ others = [] }: Moved) => (others.length ? others : null)),
});

/** Fees in minor units, as they are asked (FEE-2). */
const asked = inputOf(contracts.estimateUsualFees);
const fees = outputOf(contracts.estimateFees);
export const feeRequestShape = shape("FeeRequest", asked, {
  amount: field("amount", c.integer, { required: true }),
  currency: field("currency", c.currency),
  ...switches,
});
export const feeEstimateShape = shape("FeeEstimate", fees, {
  amount: shown("amount", c.integer),
  currency: shown("currency", c.currency),
  stripeFee: shown("processor_fee", c.integer),
  candleFee: shown("service_fee", c.integer),
  platformFee: shown("platform_fee", c.integer),
  total: shown("total", c.integer),
  sellerReceives: shown("seller_receives", c.integer),
});
