import { room } from "../../../shared/service/room.ts";
import { noteReversal } from "./note-reversal.ts";
import { notingReversal } from "./reversal.saga.ts";
import { reverseAtProvider } from "./reverse-at-provider.ts";
import { reversingThere } from "./simulated-reversal.saga.ts";

export const providerReversalsRoom = room({
  handlers: [noteReversal, reverseAtProvider],
  sagas: [notingReversal, reversingThere],
});
