import { room } from "../../../shared/service/room.ts";
import { saleReceipt } from "./sale-receipt.ts";

export const receiptsRoom = room({ handlers: [saleReceipt] });
