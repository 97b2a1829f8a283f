import { room } from "../../../shared/service/room.ts";
import { noteAccess } from "./note-access.ts";

export const accessNotesRoom = room({ handlers: [noteAccess] });
