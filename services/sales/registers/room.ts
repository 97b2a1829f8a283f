import { room } from "../../../shared/service/room.ts";
import { closing } from "./close-register.saga.ts";
import { closeSession } from "./close-session.ts";
import { openRegisterSession } from "./open-register-session.ts";
import { openSession } from "./open-session.ts";
import { register } from "./register.ts";
import { registerSession } from "./register-session.ts";

export const registersRoom = room({
  resources: [register, registerSession],
  handlers: [openSession, closeSession, openRegisterSession],
  sagas: [closing],
});
