import { room } from "../../../shared/service/room.ts";
import { productTag } from "./product-tag.ts";

export const productTagsRoom = room({ resources: [productTag] });
