/**
 * A payment provider (CON-8). It is called outside of database transactions, each time with a key of the row that causes
 * the call: the same call again is the same fact at the provider.
 */

import type { Meta } from "../../../shared/meta.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Transact } from "../../../shared/service/transact.ts";

/** Where a provider keeps what it knows, if that is here. */
export type ProviderPlace = { reader: Reader; transact: Transact; meta: Meta };

/** The user for whom something is done; references of the provider where there are any yet. */
export type Payee = {
  user_id: string;
  platform_id: string;
  customer_ref: string | null;
  account_ref: string | null;
  /** The page of the platform to which the provider returns people. */
  return_url: string | null;
};

/** What the client needs to hand a card to the provider; it is shown once and not stored. */
export type SetUp = { customer_ref: string; client_secret: string };

/** Where the user connects a bank account; good for minutes, once (8.7). An address, or a path on this server. */
export type Onboarding = { account_ref: string; url: string };

/** Money to be moved; `amount` in minor units, above 0. */
export type Moving = {
  /** The provider moves the money once per key, however often it is called. */
  key: string;
  contract_id: string;
  amount: number;
  currency: string;
};

/** What a provider decided, for good. It throws when that is unknown: the same call again tells. */
export type Answer =
  | { ok: true; ref: string /** Of a charge that its buyer disputes at once. */; dispute?: ToldDispute }
  | { ok: false; failure: string };

/** A buyer's bank was asked to take a charge back; `fee` is what the provider took for that, null if it does not tell. */
export type ToldDispute = {
  ref: string;
  status: "open" | "won" | "lost";
  amount: number;
  reason: string | null;
  fee: number | null;
  evidence_due_at: string | null;
};

/**
 * A refund at a provider, perhaps made by itself: somebody refunded a charge at its dashboard. `call_id` is the call of ours that it
 * names, null if it names none; `failure` says why it gave nothing back, null if it did.
 */
export type ToldRefund = {
  ref: string;
  amount: number;
  reason: string | null;
  call_id: string | null;
  failure: string | null;
};

/** A transfer was taken back at a provider, perhaps by itself. `call_id` as of a refund. */
export type ToldReversal = Pick<ToldRefund, "ref" | "amount" | "call_id">;

/** A movement that may have been requested, and its subject. */
export type Sought = {
  kind: "charge" | "refund" | "transfer" | "reversal";
  key: string;
  contract_id: string;
  /** The payment method, the charge, the bank account or the transfer. */
  of_ref: string;
  /** Of a charge. */
  customer_ref: string | null;
};

export type Provider = {
  /** Begins to add a payment method. */
  setUp(place: ProviderPlace, payee: Payee): Promise<SetUp>;
  /** Begins to connect a bank account. */
  onboard(place: ProviderPlace, payee: Payee): Promise<Onboarding>;
  /** Charges a buyer's payment method. */
  charge(
    place: ProviderPlace,
    moving: Moving,
    from: { customer_ref: string; method_ref: string },
  ): Promise<Answer>;
  /** Pays a charge back, in part or in full. */
  refund(place: ProviderPlace, moving: Moving, charge_ref: string): Promise<Answer>;
  /** Pays a seller. */
  transfer(place: ProviderPlace, moving: Moving, account_ref: string): Promise<Answer>;
  /** Takes a transfer back, in part or in full. */
  reverse(place: ProviderPlace, moving: Moving, transfer_ref: string): Promise<Answer>;
  /** What became of a movement, without making it; null when the provider knows nothing of it. */
  find(place: ProviderPlace, sought: Sought): Promise<Answer | null>;
};
