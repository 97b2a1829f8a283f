import { makeFirst } from "../../../shared/service/first-rows.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { tax } from "./tax.ts";

const ofRoot = { is_default: true, business_unit_id: null };
/** MRC-SEED-1: a default rate, of nothing until somebody says how much: no country's rate is everybody's. */
const standard = {
  code: "standard",
  name: "Standard rate",
  rate_ppm: 0,
  type: "exclusive",
  ...ofRoot,
} as const;

export const beginTaxes = command(declared.beginTaxes, async (tx) => ({
  made: (await tx.count(tax, ofRoot)) > 0 ? 0 : await makeFirst(tx, tax, [standard]),
}));
