import { room } from "../../../shared/service/room.ts";
import { changeMakeReceipt } from "./change-make-receipt.ts";
import { makeReceipt } from "./make-receipt.ts";
import { receiveMade } from "./receive-made.ts";
import { reverseMakeReceipt } from "./reverse-make-receipt.ts";

export const makeReceiptsRoom = room({
  resources: [makeReceipt],
  handlers: [receiveMade, changeMakeReceipt, reverseMakeReceipt],
});
