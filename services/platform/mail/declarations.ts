/** Mails that were not sent. */
import { id } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { mail } from "./mail.ts";

export const retryMail = operation({
  name: "platform.mail.retry",
  http: "POST /mails/{id}/retry",
  status: 202,
  scope: "write:mails",
  spans_stores: true,
  about:
    "Send a mail again. One that failed or was kept as a file gets five further tries; one that is queued is tried now. Its Message-ID stays the same. Returns the mail.",
  refuses: ["invalid_transition"],
  input: { id: id() },
  output: entityOf(mail),
});
