import { room } from "../../../shared/service/room.ts";
import { changeMaterial } from "./change-material.ts";
import { createMaterial } from "./create-material.ts";
import { material } from "./material.ts";
import { materialType } from "./material-type.ts";

export const materialsRoom = room({
  resources: [material, materialType],
  handlers: [createMaterial, changeMaterial],
});
