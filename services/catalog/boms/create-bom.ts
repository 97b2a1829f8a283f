import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { bom } from "./bom.ts";
import * as declared from "./declarations.ts";
import { placeComponents } from "./place-components.ts";

export const createBom = command(declared.createBom, async (tx, { output_sku_id, items: given }) => {
  // Two at once meet at the SKU: the one that is tried again finds the other's here.
  if (await tx.get(bom, output_sku_id)) {
    const message = "This SKU has a bill of materials already; replace it.";
    const errors = [{ pointer: "/output_sku_id", code: "taken", message }];
    throw fail("conflict", message, { existing: { id: output_sku_id }, errors });
  }
  const items = await placeComponents(tx, output_sku_id, given);
  return tx.insert(bom, { id: output_sku_id, output_sku_id, items });
});
