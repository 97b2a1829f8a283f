/** A till from its float to its count (3.2). */
import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { refuseHidden } from "../../../shared/service/visible.ts";
import { closeSession, openSession, registerClosed } from "../public.ts";
import { refund, register, registerSession, sale } from "../resources/sale.ts";

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

export const closeRegister = command(closeSession, async (tx, { id, counted, memo }) => {
  const session = refuseHidden(registerSession, tx.meta, await tx.target(registerSession, id));
  if (session.closed_at) {
    throw fail("invalid_transition", "This session is closed already.", {
      from: "closed",
      to: "closed",
      allowed: [],
    });
  }
  const sales = await tx.find(sale, { register_session_id: id, status: { $in: ["finalized"] } });
  const cash = sales.reduce((sum, each) => sum + cashOf(each), 0);
  const refunds = await tx.find(refund, {
    register_id: session.register_id,
    created_at: { $gte: session.opened_at },
  });
  const back = refunds
    .flatMap((each) => each.tenders)
    .reduce((sum, each) => sum + (each.type === "cash" ? each.amount : 0), 0);
  const expected = session.opening_float + cash - back;
  await tx.change(
    register,
    { _id: session.register_id, open_session_id: id },
    { $set: { open_session_id: null } },
  );
  const closed = {
    closed_at: tx.now,
    counted,
    expected,
    difference: counted - expected,
    memo: memo ?? session.memo,
  };
  return tx.save(registerSession, session, closed, (after) => ({
    event: registerClosed,
    data: { session: after },
  }));
});

/** Cash that stayed in the drawer. */
const cashOf = ({
  payments,
  change,
}: {
  payments: readonly { type: string; amount: number }[];
  change: number;
}): number => payments.reduce((sum, each) => sum + (each.type === "cash" ? each.amount : 0), 0) - change;
