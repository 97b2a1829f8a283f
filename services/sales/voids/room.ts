import { room } from "../../../shared/service/room.ts";
import { voiding } from "./void.saga.ts";
import { voidSale } from "./void-sale.ts";

export const voidsRoom = room({ handlers: [voidSale], sagas: [voiding] });
