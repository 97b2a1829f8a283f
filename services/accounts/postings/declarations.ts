/** Postings for sales and contracts, each fact once. */
import { date, flag, id, list, value } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import type { Movement } from "../stock-postings/stock-postings.rules.ts";
import type {
  ChargeFact,
  contractRefundPostings,
  refundPaidPostings,
  refundReturnedPostings,
  transferPostings,
} from "./contract-postings.rules.ts";
import type { LayByFact } from "./lay-by-postings.rules.ts";
import type { RefundFact, SaleFact } from "./sale-postings.rules.ts";

export type TransferFact = Parameters<typeof transferPostings>[0];
export type ContractRefundFact = Parameters<typeof contractRefundPostings>[0];

/** A finalized sale from the service sales. `payable_on` is the date from which a line's share may be paid out (5.8). */
export type SalePosting = {
  sale_id: string;
  number: string;
  business_date: string;
  /** The store's zone, else the organization's. */
  timezone: string;
  currency: string;
  customer_id: string | null;
  /** The session whose drawer has its cash. */
  register_session_id: string | null;
  /** The hold on store credit, gift cards and balance, if the sale is paid with any. */
  hold_id: string | null;
  fact: Omit<SaleFact, "lines"> & { lines: (SaleFact["lines"][number] & { payable_on: string })[] };
};

export type RefundPosting = {
  refund_id: string;
  /** The hold on the gift cards that are taken back. */
  hold_id?: string | null;
  /** The session from whose drawer its cash was paid. */
  register_session_id: string | null;
  sale_id: string;
  business_date: string;
  timezone: string;
  currency: string;
  fact: Omit<RefundFact, "lines" | "refund_clawback" | "recoverable"> & {
    lines: (RefundFact["lines"][number] & { payable_on: string })[];
  };
};

/** A payment for a sale on lay-by, or what went back of it. */
export type LayByPosting = {
  payment_id: string;
  number: string;
  sale_number: string;
  business_date: string;
  timezone: string;
  currency: string;
  /** The session in whose drawer its cash was moved. */
  register_session_id: string | null;
  /** The hold on store credit, gift cards and balance, if it is paid with any. */
  hold_id: string | null;
  fact: LayByFact;
};

/** Goods in quantity that a sale took out of stock, or a refund or void put back: each entry has a journal (T25). */
export type StockPosting = Movement & { entry_id: string };

const posted = shapeOf({ journal_id: id() });

export const postSale = operation({
  name: "accounts.journal.post_sale",
  about:
    "T1, T2, T25: the journal of a finalized sale, its balance entries and the tenders it spends, and the journals of goods that it took out of stock; once per sale.",
  input: {
    sale: value<SalePosting>(),
    stock: value<readonly StockPosting[]>(),
    repeated: flag({ default: true }),
  },
  output: posted,
});

export const postRefund = operation({
  name: "accounts.journal.post_refund",
  about: "T4, T25: the journals of a refund; once per refund.",
  input: { refund: value<RefundPosting>(), stock: value<readonly StockPosting[]>() },
  output: posted,
});

export const postVoid = operation({
  name: "accounts.journal.post_void",
  about:
    "T3, T25: the exact reversal of a sale's journal and entries; once per sale. 409 while the sale is not posted yet.",
  input: {
    sale_id: id(),
    business_date: date(),
    register_session_id: id({ optional: true }),
    hold_id: id({ optional: true, about: "The hold on the gift cards that the sale sold." }),
    stock: value<readonly StockPosting[]>(),
  },
  output: posted,
});

export const postLayBy = operation({
  name: "accounts.journal.post_lay_by",
  about: "T27, T28: the journal of a payment for a sale on lay-by, or of its return; once per payment.",
  input: { money: value<LayByPosting>() },
  output: posted,
});

/** Postings of contracts: charges, transfers, refunds, disputes (T19, T20, CON-11, CON-12), each once per `ref`. */
export type ContractPosting = {
  ref: { kind: string; id: string };
  contract_id: string;
  business_date: string;
  currency: string;
  fact:
    | { kind: "charge"; charge: ChargeFact }
    | { kind: "transfer"; transfer: TransferFact }
    | { kind: "transfer_reversed"; transfer: TransferFact }
    | { kind: "refund"; refund: ContractRefundFact }
    | { kind: "dispute_fee"; fee: { provider: string; amount: number } }
    | { kind: "excess_refund"; excess: { provider: string; amount: number } }
    | { kind: "refund_returned"; returned: Parameters<typeof refundReturnedPostings>[0] }
    | { kind: "refund_paid"; paid: Parameters<typeof refundPaidPostings>[0] };
};

export const postContract = operation({
  name: "accounts.journal.post_contract",
  about: "T19, T20 and their reverses: the journals of a contract's money, each once per `ref`.",
  input: { postings: value<ContractPosting[]>() },
  output: shapeOf({ journal_ids: list(id()) }),
});
