/** What a provider's word about a dispute changes (CON-12). Amounts in minor units. */
import { movesOf } from "../../../shared/machine.ts";
import type { disputeStatuses } from "../transactions/transaction.ts";

export type DisputeStatus = (typeof disputeStatuses)[number];

/** Banks may decide anew about what was won; what is lost stays lost. */
export const { move: moveDispute } = movesOf<DisputeStatus>({ open: ["won", "lost"], won: ["lost"] });

/** Words may come late: an older one than what is known changes nothing. */
export const isNews = (known: DisputeStatus, told: DisputeStatus): boolean => {
  const moved = moveDispute(known, told);
  return moved.ok && moved.changed;
};

type Ended = {
  status: DisputeStatus;
  amount: number;
  fee: number | null;
  /** Of what the buyer paid, what neither came back nor is on its way. */
  left: number;
};

/** What the buyer got back, and what it costs beyond that: the fee, and money that had gone back before. */
export function endOf({ status, amount, fee, left }: Ended): { refund: number; cost: number } {
  if (status === "open") return { refund: 0, cost: 0 };
  if (status === "won") return { refund: 0, cost: fee ?? 0 };
  const refund = Math.min(amount, Math.max(0, left));
  return { refund, cost: (fee ?? 0) + amount - refund };
}
