import { withPicture } from "../../../shared/pictures.ts";
import { command } from "../../../shared/service/operation.ts";
import { offerPictures } from "../../platform/public.ts";
import * as declared from "./declarations.ts";
import { showPictures } from "./show-pictures.ts";

export const addItemPicture = command(declared.addItemPicture, {
  async gather(call, { picture_id }) {
    return (await call(offerPictures, { ids: [picture_id] })).pictures[0];
  },
  run: (tx, { id, alt }, offered) =>
    showPictures(tx, id, (pictures) => withPicture(pictures, offered, alt ?? null)),
});
