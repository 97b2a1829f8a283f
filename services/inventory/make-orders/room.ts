import { room } from "../../../shared/service/room.ts";
import { addOutput } from "./add-output.ts";
import { changeOutput } from "./change-output.ts";
import { makeOrder } from "./make-order.ts";
import { removeOutput } from "./remove-output.ts";

export const makeOrdersRoom = room({
  resources: [makeOrder],
  handlers: [addOutput, changeOutput, removeOutput],
});
