import { room } from "../../../shared/service/room.ts";
import { deliveryWorker } from "./delivery-worker.ts";

export const sendingRoom = room({ workers: [deliveryWorker] });
