import { room } from "../../../shared/service/room.ts";
import { decideDispute } from "./decide-dispute.ts";
import { disputing } from "./dispute.saga.ts";
import { dispute } from "./dispute.ts";
import { noteDispute } from "./note-dispute.ts";

export const disputesRoom = room({
  resources: [dispute],
  handlers: [noteDispute, decideDispute],
  sagas: [disputing],
});
