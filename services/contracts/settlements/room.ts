import { room } from "../../../shared/service/room.ts";
import { settling } from "./settle.saga.ts";
import { settleContract } from "./settle-contract.ts";

export const settlementsRoom = room({ handlers: [settleContract], sagas: [settling] });
