import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { drawer } from "./drawer.ts";

/** Idempotent by `closing_id`. Returns the cash that was moved. */
export const closeDrawer = command(
  declared.closeDrawer,
  async (tx, { session_id, register_id, closing_id }) => {
    await tx.upsert(drawer, session_id, { register_id });
    const closed = await tx.update(
      drawer,
      { _id: session_id, closed_by: { $in: [null, closing_id] }, taken_back: { $ne: closing_id } },
      { $set: { closed_by: closing_id } },
      { emit: "none" },
    );
    if (!closed) throw fail("conflict", "This register session is being closed already.");
    return { cash: closed.cash };
  },
);
