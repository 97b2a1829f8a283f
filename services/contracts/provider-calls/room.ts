import { room } from "../../../shared/service/room.ts";
import { providerCall } from "./provider-call.ts";

export const providerCallsRoom = room({ resources: [providerCall] });
