/** Codes of six digits: made for a mail, and checked (USR-1). Stored as an HMAC, and sealed until the mail is sent. */
import { randomInt } from "node:crypto";
import { fail } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { signInCodeRequested } from "./declarations.ts";
import { codeId, oneTimeCode } from "./one-time-code.ts";

const LIFETIME_MS = 10 * 60_000;
const HOUR_MS = 60 * 60_000;
const MOST_PER_HOUR = 5;
export const MOST_TRIES = 5;

export const macOf = ({ cipher }: Pick<Tx, "cipher">, code_id: string, code: string): string =>
  cipher.mac(`${code_id} ${code}`);

const later = (now: string, ms: number): string => new Date(Date.parse(now) + ms).toISOString();

function refuseOften(asked_at: readonly string[], now: string): void {
  if (asked_at.length < MOST_PER_HOUR) return;
  const wait_s = Math.ceil((Date.parse(later(asked_at[0]!, HOUR_MS)) - Date.parse(now)) / 1000);
  throw fail("too_many_requests", `At most ${MOST_PER_HOUR} codes an hour are sent to an email address.`, {
    headers: { "Retry-After": String(Math.max(1, wait_s)) },
  });
}

/** A new code for an e-mail address, which ends the one before. */
export async function issueCode(tx: Tx, platform_id: string, email: string): Promise<{ expires_at: string }> {
  const id = codeId(platform_id, email);
  const { now } = tx;
  const empty = { platform_id, tries: 0, expires_at: now, asked_at: [] };
  const { entity: before } = await tx.upsert(oneTimeCode, id, empty);
  const asked_at = before.asked_at.filter((each) => each > later(now, -HOUR_MS));
  refuseOften(asked_at, now);
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const expires_at = later(now, LIFETIME_MS);
  const sealed_letter = tx.cipher.seal(JSON.stringify({ email: email.trim(), code }));
  const code_mac = macOf(tx, id, code);
  const $set = { code_mac, sealed_letter, tries: 0, expires_at, asked_at: [...asked_at, now] };
  await tx.updateReturningHidden(oneTimeCode, id, { $set });
  // The row is bookkeeping and is written again and again: each request is a fact of its own.
  tx.emit(
    signInCodeRequested,
    { kind: "sign_in_code", id: newId(), version: 1 },
    { code_id: id, expires_at },
  );
  return { expires_at };
}
