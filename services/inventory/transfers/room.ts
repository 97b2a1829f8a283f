import { room } from "../../../shared/service/room.ts";
import { cancelTransfer } from "./cancel-transfer.ts";
import { completeTransfer } from "./complete-transfer.ts";
import { startTransfer } from "./start-transfer.ts";
import { transfer } from "./transfer.ts";

export const transfersRoom = room({
  resources: [transfer],
  handlers: [startTransfer, completeTransfer, cancelTransfer],
});
