import { room } from "../../../shared/service/room.ts";
import { transaction } from "./transaction.ts";

export const transactionsRoom = room({ resources: [transaction] });
