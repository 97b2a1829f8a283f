import { room } from "../../../shared/service/room.ts";
import { explainEntry } from "./explain-entry.ts";

export const explanationsRoom = room({ handlers: [explainEntry] });
