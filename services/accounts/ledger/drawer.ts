/** Cash that accounts itself moves in a register's drawer, counted in the register's open session. */
import { nowInstant } from "../../../shared/clock.ts";
import { businessDate } from "../../../shared/dates.ts";
import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { openRegisterSession } from "../../sales/public.ts";
import { closeDrawer, reopenDrawer } from "../public.ts";
import { drawer } from "../resources/ledger.ts";
import { cash } from "../rules/ledger-accounts.ts";
import { balanceOn, type JournalDraft } from "../rules/postings.ts";
import { today } from "./available.ts";

/** A register with its open session, if one is open, and its store with its zone. */
export type Till = {
  register_id: string;
  session_id: string | null;
  store_id: string | null;
  timezone: string;
};

const TAKEN_BACK_KEPT = 10;

/** Asked before the transaction. Cash that is moved while no session is open belongs to none. */
export async function tillOf(call: Call, register_id: string | null | undefined): Promise<Till | null> {
  return register_id ? { register_id, ...(await call(openRegisterSession, { register_id })) } : null;
}

/** TIM-2: what happens at a till has the business date of its store, all else that of the organization. */
export const dayAt = (reader: Reader, till: Till | null): string =>
  till ? businessDate(nowInstant(), till.timezone) : today(reader);

/** Counts the draft's cash in the session's drawer; 409 when the session closed meanwhile. */
export async function countCash(tx: Tx, draft: JournalDraft, till: Till | null): Promise<string | null> {
  const moved = till ? balanceOn(cash(till.register_id), draft.postings) : 0;
  if (!till?.session_id || moved === 0) return null;
  await tx.ensure(drawer, till.session_id, { register_id: till.register_id });
  const counted = await tx.change(
    drawer,
    { _id: till.session_id, closed_by: null },
    { $inc: { cash: moved } },
    "silent",
  );
  if (!counted) throw fail("conflict", "This register session is being closed. Try again when it is closed.");
  return till.session_id;
}

/** Idempotent by `closing_id`; answers the cash that was moved. */
export const close = command(closeDrawer, async (tx, { session_id, register_id, closing_id }) => {
  await tx.ensure(drawer, session_id, { register_id });
  const closed = await tx.change(
    drawer,
    { _id: session_id, closed_by: { $in: [null, closing_id] }, taken_back: { $ne: closing_id } },
    { $set: { closed_by: closing_id } },
    "silent",
  );
  if (!closed) throw fail("conflict", "This register session is being closed already.");
  return { cash: closed.cash };
});

export const reopen = command(reopenDrawer, async (tx, { session_id, register_id, closing_id }) => {
  await tx.ensure(drawer, session_id, { register_id });
  await tx.change(
    drawer,
    { _id: session_id, taken_back: { $ne: closing_id } },
    { $push: { taken_back: { $each: [closing_id], $slice: -TAKEN_BACK_KEPT } } },
    "silent",
  );
  await tx.change(
    drawer,
    { _id: session_id, closed_by: closing_id },
    { $set: { closed_by: null } },
    "silent",
  );
  return { reopened: true };
});
