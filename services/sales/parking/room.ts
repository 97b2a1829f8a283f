import { room } from "../../../shared/service/room.ts";
import { discardSale } from "./discard-sale.ts";
import { endHolds } from "./end-holds.ts";
import { leaving, parking } from "./park.saga.ts";
import { parkSale } from "./park-sale.ts";
import { unparkSale } from "./unpark-sale.ts";

export const parkingRoom = room({
  handlers: [parkSale, unparkSale, discardSale],
  sagas: [parking, leaving],
  schedules: [endHolds],
});
