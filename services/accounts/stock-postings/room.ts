import { room } from "../../../shared/service/room.ts";
import { bookStock } from "./on-stock-valued.ts";

export const stockPostingsRoom = room({ reactions: [bookStock] });
