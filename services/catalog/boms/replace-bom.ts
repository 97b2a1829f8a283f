import { invalidField } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { bom } from "./bom.ts";
import * as declared from "./declarations.ts";
import { placeComponents } from "./place-components.ts";

export const replaceBom = command(
  declared.replaceBom,
  async (tx, { id, output_sku_id = id, items: given }) => {
    if (output_sku_id !== null && output_sku_id !== id)
      throw invalidField("/output_sku_id", "mismatch", "'output_sku_id' must be the id in the path.");
    const before = await tx.target(bom, id);
    const items = await placeComponents(tx, id, given);
    return tx.save(bom, before, { items });
  },
);
