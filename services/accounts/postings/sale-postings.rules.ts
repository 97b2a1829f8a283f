/** Postings of a sale, its refunds and its void (6.3 T1–T4). Amounts in minor units as stored on the sale. */
import {
  giftCard,
  inventoryAccount,
  payable,
  type Tender,
  taxAccount,
  tenderAccount,
} from "../ledger/ledger-accounts.rules.ts";
import { credit, debit, type JournalDraft, journal, reverse, type Side } from "../ledger/postings.rules.ts";

type InventoryType = "consignment" | "buy_outright" | "retail";

/** A finalized sale as its event describes it. */
export type SaleFact = {
  register_id?: string | null;
  /** Cash net of change. */
  tenders: Tender[];
  cash_rounding_adjustment: number;
  lines: SaleLineFact[];
  /** GFT-1: the shop owes their holders what they paid; nothing of it is revenue. */
  gift_cards?: readonly { id: string; amount: number }[];
};

export type SaleLineFact = {
  inventory_type: InventoryType;
  account_id?: string | null;
  /** Stock kept in a pool instead of as single pieces. */
  stock_pool?: string | null;
  applied_taxes: { tax_id: string; amount: number }[];
  net: number;
  consignor_portion: number;
  store_portion: number;
  cost: number;
};

/** A refund: the reversed components, and the money. */
export type RefundFact = {
  register_id?: string | null;
  tenders: Tender[];
  /** The returned share of the cash rounding. */
  rounding: number;
  lines: RefundLineFact[];
  /** GFT-2: cards that are taken back. */
  gift_cards?: readonly { id: string; amount: number }[];
  /** REF-6: if false, goodwill pays the part that the consignor no longer has. Requires `recoverable`. */
  refund_clawback?: boolean;
  /** Balance per account id before the refund; only read without claw-back. */
  recoverable?: Record<string, number>;
};

export type RefundLineFact = {
  inventory_type: InventoryType;
  account_id?: string | null;
  stock_pool?: string | null;
  /** Whether the units are on sale again; otherwise their cost is written off. */
  restocked: boolean;
  goodwill: number;
  net: number;
  store_portion: number;
  components: {
    taxes: { tax_id: string; amount: number }[];
    consignor_portion: number;
    cost: number;
  };
};

function consignor(line: { account_id?: string | null }): string {
  if (!line.account_id) throw new Error("a consigned line needs an account");
  return line.account_id;
}

function* saleSides(sale: SaleFact): Generator<Side> {
  for (const tender of sale.tenders) yield debit(tenderAccount(tender, sale.register_id), tender.amount);
  for (const line of sale.lines) {
    for (const { tax_id, amount } of line.applied_taxes) yield credit(taxAccount(tax_id), amount);
  }
  for (const line of sale.lines.filter(isConsigned)) {
    yield credit(payable(consignor(line)), line.consignor_portion);
    yield credit("commission", line.store_portion);
  }
  for (const line of sale.lines.filter(isOwn)) yield credit("sales", line.net);
  for (const { id, amount } of sale.gift_cards ?? []) yield credit(giftCard(id), amount);
  yield credit("rounding", sale.cash_rounding_adjustment);
  for (const line of sale.lines.filter(isOwn)) {
    yield debit("cogs", line.cost);
    yield credit(inventoryAccount(line.stock_pool), line.cost);
  }
}

const isConsigned = (line: { inventory_type: InventoryType }): boolean =>
  line.inventory_type === "consignment";
const isOwn = (line: { inventory_type: InventoryType }): boolean => !isConsigned(line);

/** T1, T2. */
export function salePostings(sale: SaleFact): JournalDraft {
  return journal("sale", saleSides(sale));
}

/** T3: the exact reverse of the sale's journal. */
export function voidPostings(sale: { postings: JournalDraft["postings"] }): JournalDraft {
  return { kind: "void", postings: reverse(sale.postings) };
}

/** REF-6: splits each refunded consignor portion into the part from the balance and the part from goodwill, line by line. */
export function consignorDebits(refund: RefundFact): { payable: number; goodwill: number }[] {
  const left = new Map(Object.entries(refund.recoverable ?? {}));
  return refund.lines.map((line) => {
    const portion = line.components.consignor_portion;
    if (refund.refund_clawback !== false || !isConsigned(line)) return { payable: portion, goodwill: 0 };
    const account_id = consignor(line);
    const borne = Math.min(portion, Math.max(0, left.get(account_id) ?? 0));
    left.set(account_id, (left.get(account_id) ?? 0) - borne);
    return { payable: borne, goodwill: portion - borne };
  });
}

function* refundSides(refund: RefundFact): Generator<Side> {
  const debits = consignorDebits(refund);
  for (const [index, line] of refund.lines.entries()) {
    const { taxes, cost } = line.components;
    for (const { tax_id, amount } of taxes) yield debit(taxAccount(tax_id), amount);
    if (isConsigned(line)) {
      yield debit(payable(consignor(line)), debits[index]!.payable);
      yield debit("goodwill", debits[index]!.goodwill);
      yield debit("commission", line.store_portion);
    } else {
      yield debit("sales", line.net);
      yield debit(line.restocked ? inventoryAccount(line.stock_pool) : "stock_adjustment", cost);
      yield credit("cogs", cost);
    }
    yield debit("goodwill", line.goodwill);
  }
  for (const { id, amount } of refund.gift_cards ?? []) yield debit(giftCard(id), amount);
  yield debit("rounding", refund.rounding);
  for (const tender of refund.tenders) yield credit(tenderAccount(tender, refund.register_id), tender.amount);
}

/** T4: components by MON-7 (REF-1), goodwill where the store bears it (REF-5, REF-6). */
export function refundPostings(refund: RefundFact): JournalDraft {
  return journal("refund", refundSides(refund));
}
