import { room } from "../../../shared/service/room.ts";
import { importsRows } from "../../../shared/service/rows.ts";
import { allocateInputs } from "./allocate-inputs.ts";
import { changeMakeOrder } from "./change-make-order.ts";
import { createMakeOrder } from "./create-make-order.ts";
import * as declared from "./declarations.ts";
import { removeMakeOrder } from "./remove-make-order.ts";

export const makingRoom = room({
  handlers: [
    createMakeOrder,
    changeMakeOrder,
    allocateInputs,
    removeMakeOrder,
    importsRows(declared.importMakeOrders, declared.createMakeOrder),
  ],
});
