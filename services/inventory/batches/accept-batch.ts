import { command } from "../../../shared/service/operation.ts";
import { batchView } from "./batch-view.ts";
import * as declared from "./declarations.ts";
import { moveWaiting } from "./move-waiting.ts";

export const acceptBatch = command(declared.acceptBatch, async (tx, asked) =>
  batchView(tx, await moveWaiting(tx, asked, "active", false)),
);
