/** The states of a transfer between sites (4.9). */
import { machine, type StatusOf } from "../../../shared/machine.ts";

export const transferMachine = machine({
  in_transit: ["completed", "cancelled"],
  completed: [],
  cancelled: [],
});
export const transferStatuses = transferMachine.statuses;
export type TransferStatus = StatusOf<typeof transferMachine>;
