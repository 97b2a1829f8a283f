import { room } from "../../../shared/service/room.ts";
import { changePayout } from "./change-payout.ts";
import { payout } from "./payout.ts";
import { removePayout } from "./remove-payout.ts";
import { requestPayout } from "./request-payout.ts";
import { runPayouts } from "./run-payouts.ts";
import {
  approvePayout,
  cancelPayout,
  completePayout,
  failPayout,
  rejectPayout,
  reversePayout,
} from "./step-payout.ts";

export const payoutsRoom = room({
  resources: [payout],
  handlers: [
    requestPayout,
    changePayout,
    removePayout,
    approvePayout,
    completePayout,
    rejectPayout,
    cancelPayout,
    failPayout,
    reversePayout,
    runPayouts,
  ],
});
