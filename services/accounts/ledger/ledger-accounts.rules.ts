/** Names of ledger accounts (6.2). A name with a colon is a family: one ledger account for each part after the colon. */

/** Goods of a line or a purchase: own pieces at cost, or a stock pool. */
export const inventoryAccount = (stock_pool?: string | null): string => `inventory:${stock_pool ?? "items"}`;
export const payable = (account_id: string): string => `payable:${account_id}`;
export const payoutPending = (account_id: string): string => `payout_pending:${account_id}`;
export const storeCredit = (account_id: string): string => `store_credit:${account_id}`;
export const giftCard = (gift_card_id: string): string => `gift_card:${gift_card_id}`;
export const taxAccount = (tax_id: string): string => `tax:${tax_id}`;
export const processor = (provider: string): string => `processor:${provider}`;
export const sellerPayable = (user_id: string): string => `seller_payable:${user_id}`;
/** Refunds that providers returned: owed to a buyer until they got them in another way (CON-22). */
export const refundsOwed = (user_id: string): string => `refunds_owed:${user_id}`;

/** What customers paid for goods on lay-by: owed to them until the sale is finalized (LAY-2). */
export const CUSTOMER_DEPOSITS = "customer_deposits";

export const vendorPayable = (vendor_id: string): string => `vendor_payable:${vendor_id}`;

/** A sale or payout without a register uses the shop's one drawer. */
export const cash = (register_id?: string | null): string => `cash:${register_id ?? "main"}`;

export type TenderType =
  | ("cash" | "card" | "check" | "store_credit" | "gift_card" | "external" | "payable")
  | ("contract" | "marketplace_fee" | "deposit" | "exchange");

/** A payment as posted, cash net of change; `payable` is consignor balance spent. Amount in minor units. */
export type Tender = {
  type: TenderType;
  amount: number;
  account_id?: string | null;
  gift_card_id?: string | null;
  provider?: string | null;
};

function named(id: string | null | undefined, tender: Tender): string {
  if (!id) throw new Error(`tender ${tender.type} names nobody`);
  return id;
}

/** T1: the ledger account of a tender's money. Checks go to the bank; an outside register is a processor that owes the shop (D37). */
export function tenderAccount(tender: Tender, register_id?: string | null): string {
  const accounts: Record<TenderType, () => string> = {
    cash: () => cash(register_id),
    card: () => "card_clearing",
    check: () => "bank",
    external: () => processor(tender.provider ?? "external"),
    store_credit: () => storeCredit(named(tender.account_id, tender)),
    payable: () => payable(named(tender.account_id, tender)),
    gift_card: () => giftCard(named(tender.gift_card_id, tender)),
    // T24: what a contract owes the house, and what its fees took of the price.
    contract: () => sellerPayable(named(tender.account_id, tender)),
    marketplace_fee: () => "marketplace_fees",
    deposit: () => CUSTOMER_DEPOSITS,
    // EXC-2: what an exchange's refund owes to its sale, until both are posted.
    exchange: () => "exchange_clearing",
  };
  return accounts[tender.type]();
}
