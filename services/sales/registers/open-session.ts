import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { refuseHidden } from "../../../shared/service/visible.ts";
import * as declared from "./declarations.ts";
import { register } from "./register.ts";
import { registerSession } from "./register-session.ts";

export const openSession = command(declared.openSession, async (tx, input) => {
  const till = refuseHidden(register, tx.meta, await tx.load(register, input.register_id));
  const opened = await tx.insert(registerSession, {
    register_id: till.id,
    store_id: till.store_id,
    opened_at: tx.now,
    opening_float: input.opening_float,
    currency: tx.org.currency,
    memo: input.memo ?? null,
  });
  const claimed = await tx.update(
    register,
    { _id: till.id, open_session_id: null },
    { $set: { open_session_id: opened.id } },
  );
  if (!claimed)
    throw fail("conflict", "This register is open already.", { session_id: till.open_session_id });
  return opened;
});
