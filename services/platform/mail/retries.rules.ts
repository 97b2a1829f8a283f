/** When a mail is tried again, and what a refusal means (NTF-1). Pure. */
import { backoff } from "../../../shared/backoff.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The pause before each attempt: five within 24 hours. */
export const delaysMs = [0, 5 * MINUTE, 55 * MINUTE, 5 * HOUR, 15 * HOUR] as const;

export const nextAttempt = backoff(delaysMs);

/** The time for which mails are kept. */
export const KEPT_MS = 30 * 24 * HOUR;

/** What a mail server, or the way to it, refused with. */
export type Refusal = { response_code: number | null; command: string | null };

const aboutTheMail = new Set(["MAIL FROM", "RCPT TO", "DATA"]);

/**
 * Whether the same mail would be refused again: a 5xx to its sender, recipient or content (RFC 5321, 4.2.1). One to the
 * connection or the sign-in concerns the settings, which an operator can mend meanwhile.
 */
export const isPermanent = ({ response_code, command }: Refusal): boolean =>
  response_code !== null && response_code >= 500 && command !== null && aboutTheMail.has(command);
