import { room } from "../../../shared/service/room.ts";
import { anomaly } from "./anomaly.ts";
import { beginVerification } from "./begin-verification.ts";
import { endVerification } from "./end-verification.ts";
import { forgetVerifications } from "./forget-verifications.ts";
import { lastVerification } from "./last-verification.ts";
import { tellAnomalies } from "./tell-anomalies.ts";
import { verification } from "./verification.ts";

export const verificationRoom = room({
  resources: [verification, anomaly],
  handlers: [beginVerification, endVerification, tellAnomalies, lastVerification],
  schedules: [forgetVerifications],
});
