import { room } from "../../../shared/service/room.ts";
import { documentNote } from "./document-note.ts";

export const documentNotesRoom = room({ resources: [documentNote] });
