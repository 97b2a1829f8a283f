import { room } from "../../../shared/service/room.ts";
import { importPorts } from "./import-ports.ts";
import { port } from "./port.ts";
import { portInUse, removePort } from "./remove-port.ts";
import { changePort, createPort, restorePort } from "./save-port.ts";

export const portsRoom = room({
  resources: [port],
  handlers: [createPort, changePort, removePort, restorePort, portInUse, importPorts],
});
