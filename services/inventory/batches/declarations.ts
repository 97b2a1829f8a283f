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
  about: "Create a batch. The batch is a draft. Returns the batch.",
  input: batch.fields,
  output: batchShape,
});

export const removeBatch = operation({
  name: "inventory.batch.remove",
  http: "DELETE /batches/{id}",
  scope: "delete:batches",
  about: "Delete a batch. Deletes a draft without items permanently; any other batch is refused.",
  refuses: ["in_use", "not_deletable"],
  input: { id: id() },
  output: shapeOf({ deleted_id: id() }),
});

const batchStep = <T extends FieldTable>(verb: string, scope: string, about: string, input: T) =>
  operation({
    name: `inventory.batch.${verb}`,
    http: `POST /batches/{id}/${verb}`,
    scope,
    about,
    refuses: ["invalid_transition"],
    input: { id: id(), ...input },
    output: batchShape,
  });

const chosen = {
  items: list(id(), { optional: true, max: 1000, about: "Absent: all of the batch." }),
} as const;

export const submitBatch = batchStep(
  "submit",
  "submit:batches",
  "Submit a batch. The batch must be a draft with at least one item. Its items stay inactive until it is accepted. Returns the batch.",
  {},
);
export const reopenBatch = batchStep(
  "reopen",
  "write:batches",
  "Reopen a batch. Makes a submitted batch a draft again, as long as no unit is sold, returned or donated. Returns the batch.",
  {},
);
export const acceptBatch = batchStep(
  "accept",
  "write:batches",
  "Accept a batch. Its items, or the ones named, become active and their terms are fixed. Returns the batch.",
  chosen,
);
export const declineBatch = batchStep(
  "decline",
  "write:batches",
  "Decline a batch. Its items, or the ones named, are marked to be returned. Returns the batch.",
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
