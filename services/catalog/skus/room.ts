import { room } from "../../../shared/service/room.ts";
import { changeSku } from "./change-sku.ts";
import { createSku } from "./create-sku.ts";
import { sku } from "./sku.ts";
import { skuType } from "./sku-type.ts";

export const skusRoom = room({
  resources: [sku, skuType],
  handlers: [createSku, changeSku],
});
