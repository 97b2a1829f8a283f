import { lookupHandlers } from "../../../shared/service/lookup.ts";
import { room } from "../../../shared/service/room.ts";
import { importsRows } from "../../../shared/service/rows.ts";
import { rowsOf } from "../../../shared/service/uses.ts";
import { changeMaterial } from "./change-material.ts";
import { createMaterial } from "./create-material.ts";
import * as declared from "./declarations.ts";
import { material } from "./material.ts";
import { materialTypes } from "./types.ts";

export const materialsRoom = room({
  resources: [material, materialTypes.resource],
  handlers: [
    createMaterial,
    changeMaterial,
    importsRows(declared.importMaterials, declared.createMaterial),
    ...lookupHandlers(materialTypes, [rowsOf(material, "type_id")]),
  ],
});
