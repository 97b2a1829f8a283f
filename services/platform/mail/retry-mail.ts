import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { mail } from "./mail.ts";

const retried = new Set(["queued", "failed", "kept"]);

export const retryMail = command(declared.retryMail, async (tx, { id }) => {
  const { status } = await tx.target(mail, id);
  if (!retried.has(status))
    throw fail(
      "invalid_transition",
      `This mail is ${status}; only one that failed, was kept or is queued is sent again.`,
      { from: status },
    );
  const anew = status === "queued" ? {} : { status: "queued", tries: 0 };
  const after = await tx.update(
    mail,
    { _id: id, status, $or: [{ claimed_until: null }, { claimed_until: { $lte: tx.now } }] },
    { $set: { ...anew, next_at: tx.now } },
    { emit: "none" },
  );
  if (!after) throw fail("conflict", "The mail is being sent at this moment; read it again.");
  return after;
});
