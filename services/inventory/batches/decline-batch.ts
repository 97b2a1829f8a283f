import { command } from "../../../shared/service/operation.ts";
import { collapses } from "../moves/decide-move.ts";
import { batchView } from "./batch-view.ts";
import * as declared from "./declarations.ts";
import { moveWaiting } from "./move-waiting.ts";

export const declineBatch = command(declared.declineBatch, {
  gather: (call, _asked, meta) => collapses(call, meta.org.id, "to_be_returned"),
  run: async (tx, asked, collapse) => batchView(tx, await moveWaiting(tx, asked, "to_be_returned", collapse)),
});
