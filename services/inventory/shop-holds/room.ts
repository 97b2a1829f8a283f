import { room } from "../../../shared/service/room.ts";
import { availableGoods } from "./available-goods.ts";
import { holdGoods, releaseGoods } from "./hold-goods.ts";

export const shopHoldsRoom = room({ handlers: [holdGoods, releaseGoods, availableGoods] });
