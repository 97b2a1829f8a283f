import { room } from "../../../shared/service/room.ts";
import { bom } from "./bom.ts";
import { bomsBelow } from "./boms-below.ts";
import { createBom } from "./create-bom.ts";
import { explodeBom } from "./explode-bom.ts";
import { listBoms } from "./list-boms.ts";
import { removeBom } from "./remove-bom.ts";
import { replaceBom } from "./replace-bom.ts";

export const bomsRoom = room({
  resources: [bom],
  handlers: [listBoms, createBom, replaceBom, removeBom, explodeBom, bomsBelow],
});
