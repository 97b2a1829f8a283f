import { room } from "../../../shared/service/room.ts";
import { item } from "./item.ts";
import { itemFigures } from "./item-figures.ts";
import { itemsInUse } from "./items-in-use.ts";

export const itemsRoom = room({ resources: [item], handlers: [itemsInUse, itemFigures] });
