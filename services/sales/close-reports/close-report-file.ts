import { slipFile } from "../../../shared/papers/slip-file.ts";
import { query } from "../../../shared/service/operation.ts";
import { organization } from "../../accounts/public.ts";
import { closeSlip } from "./close-report.rules.ts";
import * as declared from "./declarations.ts";
import { loadReport } from "./load-report.ts";

export const closeReportFile = query(
  declared.closeReportFile,
  async (reader, { id, format, columns }, call) => {
    const [loaded, sender] = await Promise.all([
      loadReport(reader, call, id),
      call(organization.actions.get, { id: reader.org.id }),
    ]);
    return slipFile("register-report", closeSlip({ ...loaded, organization: sender }), format, columns);
  },
);
