import { room } from "../../../shared/service/room.ts";
import { findByCode } from "./find-by-code.ts";

export const labelsRoom = room({ handlers: [findByCode] });
