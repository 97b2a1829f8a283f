import { serviceSchema } from "../../shared/service/define-service.ts";
import { serviceOf } from "../../shared/service/room.ts";
import { dictionariesRoom } from "./dictionaries/room.ts";
import { documentsRoom } from "./documents/room.ts";
import { endpointsRoom } from "./endpoints/room.ts";
import { fileLinksRoom } from "./file-links/room.ts";
import { filesRoom } from "./files/room.ts";
import { mailRoom } from "./mail/room.ts";
import { picturesRoom } from "./pictures/room.ts";
import { savedViewsRoom } from "./saved-views/room.ts";
import { sendingRoom } from "./sending/room.ts";
import { togglesRoom } from "./toggles/room.ts";
import { verificationRoom } from "./verification/room.ts";
import { webhooksRoom } from "./webhooks/room.ts";

/** Webhooks, mails, files, pictures and documents, dictionaries, views and toggles, and the results of the verifier. */
export const platform = serviceOf("platform", [
  webhooksRoom,
  endpointsRoom,
  sendingRoom,
  verificationRoom,
  filesRoom,
  fileLinksRoom,
  picturesRoom,
  documentsRoom,
  mailRoom,
  dictionariesRoom,
  savedViewsRoom,
  togglesRoom,
]);

export default serviceSchema(platform);
