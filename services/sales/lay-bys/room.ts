import { room } from "../../../shared/service/room.ts";
import { cancelling } from "./cancel-lay-by.saga.ts";
import { cancelLayBy } from "./cancel-lay-by.ts";
import { changeLayBy } from "./change-lay-by.ts";
import { findOverdue } from "./find-overdue.ts";
import { layByPayment } from "./lay-by-payment.ts";
import { markOverdue } from "./mark-overdue.ts";
import { paying } from "./pay-lay-by.saga.ts";
import { payLayBy } from "./pay-lay-by.ts";
import { starting } from "./start-lay-by.saga.ts";
import { startLayBy } from "./start-lay-by.ts";

export const layBysRoom = room({
  resources: [layByPayment],
  handlers: [startLayBy, payLayBy, changeLayBy, cancelLayBy, markOverdue],
  sagas: [starting, paying, cancelling],
  schedules: [findOverdue],
});
