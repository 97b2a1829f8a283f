import { room } from "../../../shared/service/room.ts";
import { noteSold } from "./note-sold-lines.ts";
import { soldLine } from "./sold-line.ts";

export const soldLinesRoom = room({ resources: [soldLine], reactions: [noteSold] });
