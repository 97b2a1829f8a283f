import { describedAs } from "../../../shared/pictures.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { showPictures } from "./show-pictures.ts";

export const describeProductPicture = command(
  declared.describeProductPicture,
  (tx, { id, picture_id, alt }) =>
    showPictures(tx, id, (pictures) => describedAs(pictures, picture_id, alt ?? null)),
);
