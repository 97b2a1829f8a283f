import { room } from "../../../shared/service/room.ts";
import { paying } from "./pay.saga.ts";
import { payContract } from "./pay-contract.ts";

export const paymentsRoom = room({ handlers: [payContract], sagas: [paying] });
