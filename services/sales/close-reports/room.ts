import { room } from "../../../shared/service/room.ts";
import { closeReport } from "./close-report.ts";
import { closeReportFile } from "./close-report-file.ts";

export const closeReportsRoom = room({ handlers: [closeReport, closeReportFile] });
