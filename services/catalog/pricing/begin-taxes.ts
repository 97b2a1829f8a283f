import { idOf } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { tax } from "./tax.ts";

/**
 * MRC-SEED-1: a default rate, of nothing until somebody says how much: no country's rate is everybody's. Its id follows from the
 * organization, so that two who make it at once meet, and one that was deleted stays deleted.
 */
export const beginTaxes = command(declared.beginTaxes, async (tx) => {
  const id = idOf(`tax:${tx.org.id}:standard`);
  const known = await tx.find(tax, { $or: [{ _id: id }, { is_default: true, business_unit_id: null }] });
  if (known.length > 0) return { made: 0 };
  await tx.insert(tax, {
    ...{ id, code: "standard", name: "Standard rate", rate_ppm: 0, type: "exclusive" },
    ...{ is_default: true, business_unit_id: null },
  });
  return { made: 1 };
});
