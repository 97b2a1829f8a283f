import { room } from "../../../shared/service/room.ts";
import { forgetMails } from "./forget-mails.ts";
import { mail } from "./mail.ts";
import { mailWorker } from "./mail-worker.ts";
import { writeMails } from "./on-event.ts";
import { retryMail } from "./retry-mail.ts";

/** Mails to people: written in the transaction of their cause, sent by a worker. */
export const mailRoom = room({
  resources: [mail],
  handlers: [retryMail],
  reactions: writeMails,
  workers: [mailWorker],
  schedules: [forgetMails],
});
