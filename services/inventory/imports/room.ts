import { room } from "../../../shared/service/room.ts";
import { dataImport } from "./data-import.ts";
import { prepareImport } from "./prepare-import.ts";
import { runImport } from "./run-import.ts";

export const importsRoom = room({ resources: [dataImport], handlers: [prepareImport, runImport] });
