import { room } from "../../../shared/service/room.ts";
import { dissolveCategory, removeCategory } from "./remove-category.ts";

export const categoryUsesRoom = room({ handlers: [removeCategory, dissolveCategory] });
