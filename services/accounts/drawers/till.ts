/** Cash that this service moves, counted in the register's open session. */
import { nowInstant } from "../../../shared/clock.ts";
import { businessDate } from "../../../shared/dates.ts";
import { fail } from "../../../shared/errors.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { openRegisterSession } from "../../sales/public.ts";
import { today } from "../balances/available.ts";
import { cash } from "../ledger/ledger-accounts.rules.ts";
import { balanceOn, type JournalDraft } from "../ledger/postings.rules.ts";
import { drawer } from "./drawer.ts";

/** A register with its open session, if there is one, its store and the store's time zone. */
export type Till = {
  register_id: string;
  session_id: string | null;
  store_id: string | null;
  timezone: string;
};

/** Loaded before the transaction. Cash that is moved while no session is open belongs to no session. */
export async function tillOf(call: Call, register_id: string | null | undefined): Promise<Till | null> {
  return register_id ? { register_id, ...(await call(openRegisterSession, { register_id })) } : null;
}

/** TIM-2: a movement at a register has the business date of its store, any other that of the organization. */
export const dayAt = (reader: Reader, till: Till | null): string =>
  till ? businessDate(nowInstant(), till.timezone) : today(reader);

/** Counts the draft's cash in the session's drawer. Throws 409 if the session has closed. */
export async function countCash(tx: Tx, draft: JournalDraft, till: Till | null): Promise<string | null> {
  const moved = till ? balanceOn(cash(till.register_id), draft.postings) : 0;
  if (!till?.session_id || moved === 0) return null;
  await tx.upsert(drawer, till.session_id, { register_id: till.register_id });
  const counted = await tx.update(
    drawer,
    { _id: till.session_id, closed_by: null },
    { $inc: { cash: moved } },
    { emit: "none" },
  );
  if (!counted) throw fail("conflict", "This register session is being closed. Try again when it is closed.");
  return till.session_id;
}
