import { room } from "../../../shared/service/room.ts";
import { noteReversal } from "./note-reversal.ts";
import { notingReversal } from "./reversal.saga.ts";

export const providerReversalsRoom = room({ handlers: [noteReversal], sagas: [notingReversal] });
