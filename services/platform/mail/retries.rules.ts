/** When to retry a mail, and whether a refusal is permanent (NTF-1). Pure functions. */
import { backoff } from "../../../shared/backoff.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The pause before each attempt: five within 24 hours. */
export const delaysMs = [0, 5 * MINUTE, 55 * MINUTE, 5 * HOUR, 15 * HOUR] as const;

export const nextAttempt = backoff(delaysMs);

/** The time for which mails are kept. */
export const KEPT_MS = 30 * 24 * HOUR;

/** The refusal of a mail server, or of the connection to it. */
export type Refusal = { response_code: number | null; command: string | null };

const aboutTheMail = new Set(["MAIL FROM", "RCPT TO", "DATA"]);

/**
 * Whether a retry would be refused again: a 5xx for its sender, recipient or content (RFC 5321, 4.2.1). A 5xx
 * for the connection or the sign-in concerns the settings, which an operator can fix meanwhile.
 */
export const isPermanent = ({ response_code, command }: Refusal): boolean =>
  response_code !== null && response_code >= 500 && command !== null && aboutTheMail.has(command);
