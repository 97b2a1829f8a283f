import { query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { loadReport } from "./load-report.ts";

export const closeReport = query(
  declared.closeReport,
  async (reader, { id }, call) => (await loadReport(reader, call, id)).report,
);
