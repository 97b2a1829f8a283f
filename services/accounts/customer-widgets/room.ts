import { room } from "../../../shared/service/room.ts";
import { newCustomers, newDeals, nextInteractions } from "./newest.ts";

export const customerWidgetsRoom = room({
  handlers: [newCustomers, newDeals, nextInteractions],
});
