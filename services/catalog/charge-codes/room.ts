import { room } from "../../../shared/service/room.ts";
import { chargeCode } from "./charge-code.ts";
import { importChargeCodes } from "./import-charge-codes.ts";

export const chargeCodesRoom = room({ resources: [chargeCode], handlers: [importChargeCodes] });
