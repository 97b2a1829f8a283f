/** Charge codes of a file. */
import { rowsByCode } from "../../../shared/service/rows-by-code.ts";
import { chargeCode } from "./charge-code.ts";

export const importChargeCodes = rowsByCode(chargeCode, chargeCode.fields);
