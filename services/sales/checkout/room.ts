import { room } from "../../../shared/service/room.ts";
import { checkout } from "./checkout.saga.ts";
import { completeSale } from "./complete-sale.ts";
import { finalizeSale } from "./finalize-sale.ts";
import { ringUpSale } from "./ring-up-sale.ts";

export const checkoutRoom = room({ handlers: [finalizeSale, completeSale, ringUpSale], sagas: [checkout] });
