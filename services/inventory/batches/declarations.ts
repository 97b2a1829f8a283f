/** Batches: the items that a consignor brings together (3.2, 4.3). */
import { event } from "../../../shared/events/event.ts";
import { count, type FieldTable, id, list, text } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { batch } from "./batch.ts";

const batchShape = entityOf(batch);

export const createBatch = operation({
  name: "inventory.batch.create",
  http: "POST /batches",
  status: 201,
  scope: "write:batches",
  about: "Creates a draft batch.",
  input: batch.fields,
  output: batchShape,
});

export const removeBatch = operation({
  name: "inventory.batch.remove",
  http: "DELETE /batches/{id}",
  scope: "delete:batches",
  about: "Deletes a draft batch without items (DEL-3).",
  input: { id: id() },
  output: shapeOf({ deleted_id: id() }),
});

const batchStep = <T extends FieldTable>(verb: string, scope: string, about: string, input: T) =>
  operation({
    name: `inventory.batch.${verb}`,
    http: `POST /batches/{id}/${verb}`,
    scope,
    about,
    input: { id: id(), ...input },
    output: batchShape,
  });

const chosen = {
  items: list(id(), { optional: true, max: 1000, about: "Absent: all of the batch." }),
} as const;

export const submitBatch = batchStep(
  "submit",
  "submit:batches",
  "Submits a draft batch with at least one item; its items stay inactive.",
  {},
);
export const reopenBatch = batchStep(
  "reopen",
  "write:batches",
  "Makes a submitted batch a draft again while no unit is sold, returned or donated.",
  {},
);
export const acceptBatch = batchStep(
  "accept",
  "write:batches",
  "Accepts items: they become active and their terms are fixed.",
  chosen,
);
export const declineBatch = batchStep(
  "decline",
  "write:batches",
  "Declines items: they are to be returned.",
  chosen,
);

export const batchSubmitted = event({
  type: "batch.submitted",
  service: "inventory",
  about: "A batch was submitted.",
  data: { batch_id: id(), account_id: id({ optional: true }), number: text(), items: count() },
});

export const batchReopened = event({
  type: "batch.reopened",
  service: "inventory",
  about: "A submitted batch is a draft again.",
  data: { batch_id: id(), account_id: id({ optional: true }), number: text() },
});
