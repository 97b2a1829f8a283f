/**
 * Closes a register session: accounts stops counting cash for the session, then the write of the session includes all of its
 * cash. A refused or killed closing opens the drawer again.
 */
import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { saga } from "../../../shared/saga/saga.ts";
import { closeDrawer, reopenDrawer } from "../../accounts/public.ts";
import { registerClosed } from "./declarations.ts";
import { register } from "./register.ts";
import { registerSession } from "./register-session.ts";

export type Closing = {
  session_id: string;
  register_id: string;
  version: number;
  counted: number;
  memo: string | null;
  /** Cash that payouts and gift cards moved. */
  beside_sales?: number;
  closed?: Entity<typeof registerSession>;
};

export const closing = saga<Closing>({
  name: "close_register",
  before: [
    {
      name: "close_drawer",
      async run({ saga_id, call }, { session_id, register_id }) {
        const { cash } = await call(closeDrawer, { session_id, register_id, closing_id: saga_id });
        return { beside_sales: cash };
      },
      async undo({ saga_id, call }, { session_id, register_id }) {
        await call(reopenDrawer, { session_id, register_id, closing_id: saga_id });
      },
    },
  ],
  async pivot(tx, { session_id, register_id, version, counted, memo, beside_sales = 0 }) {
    const before = await tx.load(registerSession, session_id, { withHidden: true });
    if (before.closed_at || before.version !== version)
      throw fail("conflict", "This session has just been changed by someone else.");
    const expected = before.opening_float + before.cash_moved + beside_sales;
    const open = { _id: register_id, open_session_id: session_id };
    await tx.update(register, open, { $set: { open_session_id: null } });
    const closed = await tx.save(
      registerSession,
      before,
      { closed_at: tx.now, counted, expected, difference: counted - expected, memo: memo ?? before.memo },
      { emit: (after) => ({ event: registerClosed, data: { session: after } }) },
    );
    return { closed };
  },
  after: [],
});
