import { room } from "../../../shared/service/room.ts";
import { findCode } from "./find-code.ts";

export const codesRoom = room({ handlers: [findCode] });
