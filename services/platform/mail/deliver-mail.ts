/** One attempt at a claimed mail: reads its content now, so that no secret is stored with it (INV-31). */
import { instantOf, nowMs } from "../../../shared/clock.ts";
import { isFailure } from "../../../shared/errors.ts";
import type { Meta } from "../../../shared/meta.ts";
import { crashPoint } from "../../../shared/saga/crash.ts";
import type { WorkerContext } from "../../../shared/service/define-service.ts";
import { kinds } from "./kinds.ts";
import { type Mail, mail } from "./mail.ts";
import type { Carried, Carrier } from "./mail-carrier.ts";
import type { Values } from "./mail-kind.ts";
import { isPermanent, nextAttempt } from "./retries.rules.ts";
import { filled, textIn } from "./texts.ts";

type Attempt = { place: WorkerContext; carrier: Carrier; meta: Meta; signal: AbortSignal };

/** Null if the mail's subject was removed or has ended. */
async function valuesOf({ place, meta }: Attempt, { kind, data, locale, to }: Mail): Promise<Values | null> {
  try {
    const asking = { call: place.callFor(meta), to, locale, settings: place.settings };
    return await kinds[kind].values(asking, data);
  } catch (error) {
    if (isFailure(error) && error.type === "not_found") return null;
    throw error;
  }
}

/** The row after the attempt. */
function outcome(carried: Carried | null, { tries: before }: Mail, now: number) {
  const tries = before + 1;
  if (!carried) return { status: "dropped", next_at: null };
  if (carried.status !== "refused") return { status: carried.status, tries, next_at: null, error: null };
  const next = isPermanent(carried) ? null : nextAttempt(tries, now, Math.random());
  const again = next === null ? { status: "failed", next_at: null } : { next_at: instantOf(next) };
  return { ...again, tries, error: carried.error };
}

const record = ({ place, meta }: Attempt, { id }: Mail, set: Record<string, unknown>): Promise<unknown> =>
  place.global.transact(meta, { action: "platform.mail.deliver" }, (tx) =>
    tx.updateMany(mail, [
      { id, where: { status: "queued" }, update: { $set: { ...set, claimed_until: null } } },
    ]),
  );

/** A failure before the attempt keeps the claim, and the mail is due again when the claim ends. */
export async function deliverMail(attempt: Attempt, row: Mail): Promise<void> {
  const { carrier, signal } = attempt;
  const at = instantOf(nowMs());
  const values = await valuesOf(attempt, row);
  crashPoint("mail.deliver.before");
  const { id, to, created_at: date } = row;
  const { subject, text } = textIn(row.locale, row.kind);
  const message = values && {
    ...{ id, to, date },
    subject: filled(subject, values),
    text: filled(text, values),
  };
  const carried = message && (await carrier.carry(message, signal));
  crashPoint("mail.deliver.after");
  // Aborted because this process stops: due at once, and not counted as an attempt.
  if (signal.aborted && carried?.status === "refused") await record(attempt, row, { next_at: at });
  else await record(attempt, row, { ...outcome(carried, row, nowMs()), last_attempt_at: at });
}
