import { room } from "../../../shared/service/room.ts";
import { marginRegister } from "./margin-register.ts";
import { marginRegisterFile } from "./margin-register-file.ts";

export const marginRegisterRoom = room({ handlers: [marginRegister, marginRegisterFile] });
