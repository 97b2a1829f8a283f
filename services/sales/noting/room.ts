import { room } from "../../../shared/service/room.ts";
import { addDocumentNote } from "./add-document-note.ts";

export const notingRoom = room({ handlers: [addDocumentNote] });
