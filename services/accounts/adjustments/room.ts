import { room } from "../../../shared/service/room.ts";
import { adjustBalance } from "./adjust-balance.ts";
import { chargeFees } from "./charge-fees.ts";
import { chargeRecurringFees } from "./charge-recurring-fees.ts";

export const adjustmentsRoom = room({
  handlers: [adjustBalance, chargeFees],
  schedules: [chargeRecurringFees],
});
