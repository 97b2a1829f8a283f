import { room } from "../../../shared/service/room.ts";
import { allocateInputs } from "./allocate-inputs.ts";
import { changeMakeOrder } from "./change-make-order.ts";
import { createMakeOrder } from "./create-make-order.ts";
import { removeMakeOrder } from "./remove-make-order.ts";

export const makingRoom = room({
  handlers: [createMakeOrder, changeMakeOrder, allocateInputs, removeMakeOrder],
});
