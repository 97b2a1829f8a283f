import { room } from "../../../shared/service/room.ts";
import { createItem } from "./create-item.ts";
import { takeInItem } from "./take-in-item.ts";

export const intakeRoom = room({ handlers: [createItem, takeInItem] });
