import { room } from "../../../shared/service/room.ts";
import { documentSettings } from "./document-settings.ts";
import { changeDocumentSettings, getDocumentSettings, nextDocumentNumber } from "./settings.ts";

export const documentsRoom = room({
  resources: [documentSettings],
  handlers: [getDocumentSettings, changeDocumentSettings, nextDocumentNumber],
});
