import { room } from "../../../shared/service/room.ts";
import { addProductPicture } from "./add-product-picture.ts";
import { describeProductPicture } from "./describe-product-picture.ts";
import { removeProductPicture } from "./remove-product-picture.ts";
import { setVariantImage } from "./set-variant-image.ts";

export const productPicturesRoom = room({
  handlers: [addProductPicture, describeProductPicture, removeProductPicture, setVariantImage],
});
