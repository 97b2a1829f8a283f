import { newId } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import { anomaly } from "./anomaly.ts";
import * as declared from "./declarations.ts";

export const tellAnomalies = command(declared.tellAnomalies, async (tx, { verification_id, breaches }) => {
  const rows = breaches.map((breach) => ({ id: newId(), verification_id, ...breach }));
  await tx.append(anomaly, rows);
  for (const { id, ...data } of rows)
    tx.emit(declared.auditAnomaly, { kind: anomaly.name, id, version: 1 }, { anomaly_id: id, ...data });
  return { told: rows.length };
});
