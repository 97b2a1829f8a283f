import { command } from "../../../shared/service/operation.ts";
import { checkedRows, putByCode } from "../../../shared/service/rows-by-code.ts";
import { chargeCode } from "./charge-code.ts";
import * as declared from "./declarations.ts";

export const importChargeCodes = command(declared.importChargeCodes, async (tx, input) => {
  const [rows, wrong] = checkedRows(chargeCode.fields, input.rows);
  const put = await putByCode(tx, chargeCode, rows);
  return { ...put, errors: [...wrong, ...put.errors].sort((a, b) => a.index - b.index) };
});
