import { viewOf } from "../../../shared/service/define-service.ts";
import { room } from "../../../shared/service/room.ts";
import { dataImport } from "./data-import.ts";
import { prepareImport } from "./prepare-import.ts";
import { retryPictures } from "./retry-pictures.ts";
import { runImport } from "./run-import.ts";
import { shownImports } from "./shown-import.ts";

export const importsRoom = room({
  resources: [dataImport],
  views: [viewOf(dataImport, shownImports)],
  handlers: [prepareImport, runImport, retryPictures],
});
