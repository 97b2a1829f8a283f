import { room } from "../../../shared/service/room.ts";
import { exchanging } from "./exchange.saga.ts";
import { exchangeSale } from "./exchange-sale.ts";

export const exchangesRoom = room({ handlers: [exchangeSale], sagas: [exchanging] });
