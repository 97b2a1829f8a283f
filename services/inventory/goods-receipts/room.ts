import { room } from "../../../shared/service/room.ts";
import { changeReceipt } from "./change-receipt.ts";
import { goodsReceipt } from "./goods-receipt.ts";
import { receivePurchase } from "./receive-purchase.ts";
import { reverseReceipt } from "./reverse-receipt.ts";

export const goodsReceiptsRoom = room({
  resources: [goodsReceipt],
  handlers: [receivePurchase, changeReceipt, reverseReceipt],
});
