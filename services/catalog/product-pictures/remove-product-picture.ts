import { withoutPicture } from "../../../shared/pictures.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { showPictures } from "./show-pictures.ts";

export const removeProductPicture = command(declared.removeProductPicture, (tx, { id, picture_id }) =>
  showPictures(tx, id, (pictures) => withoutPicture(pictures, picture_id)),
);
