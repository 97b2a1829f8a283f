import { room } from "../../../shared/service/room.ts";
import { promiseStock } from "./promise-stock.ts";
import { stockRequirements } from "./stock-requirements.ts";
import { summarizeStock } from "./summarize-stock.ts";

export const supplyRoom = room({ handlers: [summarizeStock, promiseStock, stockRequirements] });
