import { withFirst } from "../../../shared/pictures.ts";
import { command } from "../../../shared/service/operation.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import { offerPictures } from "../../platform/public.ts";
import { tellVariantPicture } from "../products/tell-pictures.ts";
import { isOwnVariant, variant } from "../products/variant.ts";
import { shownAgain } from "../products/variant-view.ts";
import * as declared from "./declarations.ts";
import { showPictures } from "./show-pictures.ts";

export const setVariantImage = command(declared.setVariantImage, {
  async gather(call, { file_id }) {
    const [offered] = (await call(offerPictures, { ids: [file_id] })).pictures;
    if (!offered) throw referenceNotFound([{ pointer: "/file_id", what: "picture" }]);
    return offered;
  },
  async run(tx, { id }, offered) {
    const before = await tx.target(variant, id);
    if (isOwnVariant(before)) await showPictures(tx, id, (pictures) => withFirst(pictures, offered));
    else {
      const picture = { image_file_id: offered.id, image_path: offered.path };
      tellVariantPicture(tx, before, await tx.save(variant, before, picture));
    }
    return shownAgain(tx, id);
  },
});
