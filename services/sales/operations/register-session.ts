/** A till from its float to its count (3.2). */
import { fail } from "../../../shared/errors.ts";
import { command, flow, query } from "../../../shared/service/operation.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import { refuseForeignStore, refuseHidden } from "../../../shared/service/visible.ts";
import { loadForSale } from "../../inventory/public.ts";
import { closeSession, openRegisterSession, openSession } from "../public.ts";
import { register, registerSession } from "../resources/sale.ts";
import { closing } from "../sagas/close-register.ts";

export const openRegister = command(openSession, async (tx, input) => {
  const till = refuseHidden(register, tx.meta, await tx.load(register, input.register_id));
  const opened = await tx.insert(registerSession, {
    register_id: till.id,
    store_id: till.store_id,
    opened_at: tx.now,
    opening_float: input.opening_float,
    currency: tx.org.currency,
    memo: input.memo ?? null,
  });
  const claimed = await tx.change(
    register,
    { _id: till.id, open_session_id: null },
    { $set: { open_session_id: opened.id } },
  );
  if (!claimed)
    throw fail("conflict", "This register is open already.", { session_id: till.open_session_id });
  return opened;
});

export const closeRegister = flow(
  closeSession,
  async ({ reader, meta, headers, runSaga }, { id, counted, memo }) => {
    const session = refuseHidden(registerSession, meta, await reader.load(registerSession, id));
    matchVersion(session, headers.if_match);
    if (session.closed_at)
      throw fail("invalid_transition", "This session is closed already.", {
        from: "closed",
        to: "closed",
        allowed: [],
      });
    const { register_id, version } = session;
    const { closed } = await runSaga(closing, {
      subject: `register_session:${id}`,
      meta,
      headers,
      data: { session_id: id, register_id, version, counted, memo: memo ?? null },
      answer: (after) => after.closed,
    });
    return closed!;
  },
);

export const sessionAt = query(openRegisterSession, async (reader, { register_id }, call) => {
  const till = await reader.get(register, register_id);
  if (till) refuseForeignStore(reader.meta, till.store_id, "/register_id");
  const store_id = till?.store_id ?? null;
  const { store } = await call(loadForSale, { item_ids: [], store_id });
  const timezone = store?.timezone ?? reader.org.timezone;
  return { session_id: till?.open_session_id ?? null, store_id, timezone };
});
