import { room } from "../../../shared/service/room.ts";
import { attachDocument } from "./attach-document.ts";
import { document } from "./document.ts";
import { linkDocument } from "./link-document.ts";
import { removeDocument } from "./remove-document.ts";

export const documentsRoom = room({
  resources: [document],
  handlers: [attachDocument, removeDocument, linkDocument],
});
