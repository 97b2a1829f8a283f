/** The state machine of a contract (4.10, CON-1). */
import { machine, type StatusOf } from "../../../shared/machine.ts";

/**
 * A payment of the whole due amount moves an open contract directly to `paid`. Sending an open contract again is a
 * repetition (STM-2): it only sets `last_sent_at` anew.
 */
const contractMachine = machine({
  draft: ["open", "deleted"],
  open: ["partially_paid", "paid", "void"],
  partially_paid: ["paid"],
  paid: ["settled", "refunded"],
  settled: ["refunded"],
  void: [],
  refunded: [],
  deleted: [],
});
export const contractStatuses = contractMachine.statuses;
export type ContractStatus = StatusOf<typeof contractMachine>;
export const moveContract = contractMachine.move;

type Paying = { due: number; paid: number };

/** The status of an open contract after payments, from its buyers' amounts. */
export function statusByPayments(status: ContractStatus, buyers: readonly Paying[]): ContractStatus {
  if (status !== "open" && status !== "partially_paid") return status;
  if (buyers.length > 0 && buyers.every(({ due, paid }) => paid >= due)) return "paid";
  return buyers.some(({ paid }) => paid > 0) ? "partially_paid" : status;
}

/** The status of a paid contract after refunds. `partially_refunded` is a flag, not a state. */
export function statusByRefunds(
  status: ContractStatus,
  buyers: readonly { paid: number; refunded: number }[],
): { status: ContractStatus; partially_refunded: boolean } {
  const some = buyers.some(({ refunded }) => refunded > 0);
  const all = some && buyers.every(({ paid, refunded }) => refunded >= paid);
  const isPaid = status === "paid" || status === "settled";
  if (isPaid && all) return { status: "refunded", partially_refunded: false };
  return { status, partially_refunded: some && status !== "refunded" };
}

/** CON-19: who sees a contract among the users of its platform. Buyers and sellers see it once it is sent. */
export function viewersOf(contract: {
  status: ContractStatus;
  user_id?: string | null;
  buyer_user_ids: readonly string[];
  seller_user_ids: readonly string[];
}): string[] {
  const { status, user_id, buyer_user_ids, seller_user_ids } = contract;
  const parties = status === "draft" ? [] : [...buyer_user_ids, ...seller_user_ids];
  return [...new Set([...(user_id ? [user_id] : []), ...parties])];
}

/** 4.10: derived, never stored. Both are instants (ISO 8601, UTC). */
export function isOverdue(
  contract: { status: ContractStatus; due_at?: string | null },
  now: string,
): boolean {
  const isUnpaid = contract.status === "open" || contract.status === "partially_paid";
  return isUnpaid && Boolean(contract.due_at) && Date.parse(contract.due_at!) < Date.parse(now);
}

export type ChangeCheck =
  | { ok: true; needs_resend: boolean }
  | { ok: false; code: "locked"; status: ContractStatus };

/** CON-1: items, parties, fees and switches can change in `draft`, and in `open` while nothing is paid or being charged. */
export function mayChange(contract: {
  status: ContractStatus;
  buyers: readonly { paid: number }[];
  pending: readonly unknown[];
}): ChangeCheck {
  const { status, buyers, pending } = contract;
  const isUnpaid = pending.length === 0 && buyers.every(({ paid }) => paid === 0);
  if (status === "draft") return { ok: true, needs_resend: false };
  if (status === "open" && isUnpaid) return { ok: true, needs_resend: true };
  return { ok: false, code: "locked", status };
}

export type PaymentCheck =
  | { ok: true }
  | { ok: false; code: "not_payable"; status: ContractStatus }
  | { ok: false; code: "is_template" }
  | { ok: false; code: "needs_resend" }
  | { ok: false; code: "version_mismatch"; sent_version: number };

type Payable = {
  status: ContractStatus;
  is_template?: boolean;
  sent_version?: number | null;
  terms_version: number;
};

/** CON-1: buyers pay the amounts of the version that was sent last. The payment names that version. A template is not paid (SUB-8). */
export function mayPay(contract: Payable, payment: { version: number }): PaymentCheck {
  const { status, sent_version, terms_version } = contract;
  if (status !== "open" && status !== "partially_paid") return { ok: false, code: "not_payable", status };
  if (contract.is_template) return { ok: false, code: "is_template" };
  if (!sent_version || sent_version !== terms_version) return { ok: false, code: "needs_resend" };
  if (payment.version !== sent_version) return { ok: false, code: "version_mismatch", sent_version };
  return { ok: true };
}
