/** Writes the mails of an event, in one transaction with its inbox mark: one per person and cause (NTF-1, INV-41). */
import { reaction } from "../../../shared/events/consumer.ts";
import { kinds } from "./kinds.ts";
import { mail, mailKinds } from "./mail.ts";

export const writeMails = mailKinds.map((kind) => {
  const { on, recipients, keep } = kinds[kind];
  return reaction(`mail_${kind}`, on, {
    gather: (call, { data }) => recipients(call, data),
    async run(tx, { id, data }, { emails, locale }) {
      const queued = {
        kind,
        cause: id,
        locale,
        data: keep(data),
        status: "queued",
        tries: 0,
        next_at: tx.now,
      };
      await tx.append(
        mail,
        emails.map((to) => ({ ...queued, to })),
      );
    },
  });
});
