import { viewOf } from "../../../shared/service/define-service.ts";
import { room } from "../../../shared/service/room.ts";
import { acceptBatch } from "./accept-batch.ts";
import { batch } from "./batch.ts";
import { batchViews } from "./batch-view.ts";
import { createBatch } from "./create-batch.ts";
import { declineBatch } from "./decline-batch.ts";
import { removeBatch } from "./remove-batch.ts";
import { reopenBatch } from "./reopen-batch.ts";
import { submitBatch } from "./submit-batch.ts";

export const batchesRoom = room({
  resources: [batch],
  views: [viewOf(batch, batchViews)],
  handlers: [createBatch, removeBatch, submitBatch, reopenBatch, acceptBatch, declineBatch],
});
