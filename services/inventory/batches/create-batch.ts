import { command } from "../../../shared/service/operation.ts";
import { batch } from "./batch.ts";
import { batchView } from "./batch-view.ts";
import * as declared from "./declarations.ts";

export const createBatch = command(declared.createBatch, async (tx, input) => {
  const number = String(await tx.number("batch")).padStart(6, "0");
  return batchView(tx, await tx.insert(batch, { ...input, number, status: "draft" }));
});
