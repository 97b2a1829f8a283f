import { room } from "../../../shared/service/room.ts";
import { addOrderNote } from "./add-order-note.ts";
import { salesOrderNote } from "./sales-order-note.ts";

export const orderNotesRoom = room({ resources: [salesOrderNote], handlers: [addOrderNote] });
