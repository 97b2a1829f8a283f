/** The signatures of Standard Webhooks (WHK-1): one for each valid secret. */
import { Webhook } from "standardwebhooks";

export type Signed = Record<"webhook-id" | "webhook-timestamp" | "webhook-signature", string>;

/** `secrets` with their prefix (`whsec_…`); `now` in milliseconds. */
export function signed(id: string, body: string, secrets: readonly string[], now: number): Signed {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, new Date(now), body));
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now / 1000)),
    "webhook-signature": signatures.join(" "),
  };
}
