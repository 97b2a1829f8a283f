import { room } from "../../../shared/service/room.ts";
import { addItemPicture } from "./add-item-picture.ts";
import { describeItemPicture } from "./describe-item-picture.ts";
import { removeItemPicture } from "./remove-item-picture.ts";

export const itemPicturesRoom = room({ handlers: [addItemPicture, describeItemPicture, removeItemPicture] });
