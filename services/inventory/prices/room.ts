import { room } from "../../../shared/service/room.ts";
import { priceChange } from "./price-change.ts";

export const pricesRoom = room({ resources: [priceChange] });
