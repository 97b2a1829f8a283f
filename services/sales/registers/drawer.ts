/** The cash in a register's drawer. The write that moves cash counts it in the session. */
import { fail } from "../../../shared/errors.ts";
import { sum } from "../../../shared/money.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { register } from "./register.ts";
import { registerSession } from "./register-session.ts";

type Amounts = readonly { type: string; amount: number }[];

export const cashIn = (tenders: Amounts): number =>
  sum(tenders.map(({ type, amount }) => (type === "cash" ? amount : 0)));

/** Cash in the drawer after change. */
export const cashOf = ({ payments, change }: { payments: Amounts; change: number }): number =>
  cashIn(payments) - change;

/** Counts cash in a session that was just open. Throws 409 if it has closed. */
export async function countIn(tx: Tx, session_id: string | null | undefined, cash: number): Promise<void> {
  if (!session_id || cash === 0) return;
  const open = { _id: session_id, closed_at: null };
  if (!(await tx.update(registerSession, open, { $inc: { cash_moved: cash } }, { emit: "none" })))
    throw fail("conflict", "This register has just been closed; open it and try again.");
}

/** Counts cash in the open session of a register. Returns the session, or null without one. */
export async function countAt(tx: Tx, register_id: string | null, cash: number): Promise<string | null> {
  if (!register_id || cash === 0) return null;
  const session_id = (await tx.get(register, register_id))?.open_session_id ?? null;
  await countIn(tx, session_id, cash);
  return session_id;
}
