/** Failures that do not depend on the event: the database or another component was briefly unavailable. */

import { isFailure } from "../errors.ts";
import { isPartUnavailable } from "../unavailable.ts";

const names = new Set([
  "MongoNetworkError",
  "MongoNetworkTimeoutError",
  "MongoServerSelectionError",
  "MongoPoolClearedError",
  "PoolClearedOnNetworkError",
  "MongoWaitQueueTimeoutError",
  "MongoNotConnectedError",
  "MongoTopologyClosedError",
]);
const labels = ["RetryableWriteError", "TransientTransactionError", "UnknownTransactionCommitResult"];

type Labelled = { name?: string; hasErrorLabel?: (label: string) => boolean };

export function isUnavailable(error: unknown): boolean {
  if (isFailure(error)) return error.type === "unavailable";
  if (isPartUnavailable(error)) return true;
  const { name, hasErrorLabel } = (error ?? {}) as Labelled;
  if (names.has(name ?? "")) return true;
  return typeof hasErrorLabel === "function" && labels.some((each) => hasErrorLabel.call(error, each));
}
