import { choice, count, email, instant, json, text } from "../../../shared/fields/index.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";

export const mailKinds = [
  "invitation",
  "low_stock",
  "sign_in_code",
  "waitlist_granted",
  "contract_sent",
  "password_reset",
  "signup",
  "payment_failed",
  "subscription_ending",
  "dispute_opened",
  "dispute_won",
  "dispute_lost",
  "refund_exceeded",
  "refund_returned",
] as const;
export type MailKindName = (typeof mailKinds)[number];

export const mailStatuses = ["queued", "sent", "kept", "failed", "dropped"] as const;

/** A message to one person, written in the transaction of its cause and kept for 30 days (NTF-1). */
export const mail = resource({
  service: "platform",
  name: "mail",
  plural: "mails",
  grants: { read: "admin", write: "admin" },
  fields: {
    kind: choice(mailKinds, { readonly: true, filter: ["eq"] }),
    cause: text({ readonly: true, max: 100, filter: ["eq"], about: "The id of the event that caused it." }),
    to: email({ readonly: true, private: true, filter: ["eq"] }),
    locale: text({ readonly: true, max: 20 }),
    status: choice(mailStatuses, {
      readonly: true,
      filter: ["eq"],
      about:
        "`sent`: the mail server has it. `kept`: written to a file, because no mail server is set. `dropped`: no longer wanted when it was due. `failed`: refused, or not accepted within 24 hours.",
    }),
    tries: count({ readonly: true }),
    next_at: instant({ optional: true, readonly: true, about: "When it is tried next." }),
    last_attempt_at: instant({ optional: true, readonly: true }),
    error: text({ optional: true, readonly: true, max: 500, about: "The last refusal." }),
    /** A worker has claimed it until then. */
    claimed_until: instant({ optional: true, readonly: true, hidden: true }),
    /** The event's data. Secrets are read from their owner at the moment of sending. */
    data: json({ readonly: true, hidden: true }),
  },
  unique: [["kind", "cause", "to"]],
  indexes: [{ created_at: -1, _id: -1 }],
  globalIndexes: [{ status: 1, next_at: 1, org_id: 1 }, { created_at: 1 }],
  hardDelete: true,
  spans_stores: true,
  verbs: ["list", "get"],
});

export type Mail = Entity<typeof mail>;
