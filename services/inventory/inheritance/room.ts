import { room } from "../../../shared/service/room.ts";
import { reapplyTerms } from "./reapply-terms.ts";

export const inheritanceRoom = room({ handlers: [reapplyTerms] });
