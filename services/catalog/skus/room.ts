import { lookupHandlers } from "../../../shared/service/lookup.ts";
import { room } from "../../../shared/service/room.ts";
import { importsRows } from "../../../shared/service/rows.ts";
import { rowsOf } from "../../../shared/service/uses.ts";
import { changeSku } from "./change-sku.ts";
import { createSku } from "./create-sku.ts";
import * as declared from "./declarations.ts";
import { sku } from "./sku.ts";
import { skuTypes } from "./types.ts";

export const skusRoom = room({
  resources: [sku, skuTypes.resource],
  handlers: [
    createSku,
    changeSku,
    importsRows(declared.importSkus, declared.createSku),
    ...lookupHandlers(skuTypes, [rowsOf(sku, "type_id")]),
  ],
});
