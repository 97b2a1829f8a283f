/** Failures that say nothing of the event: the database or a part of the system was away for a moment. */
import { isPartAway } from "../away.ts";
import { isFailure } from "../errors.ts";

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

export function isAway(error: unknown): boolean {
  if (isFailure(error)) return error.type === "unavailable";
  if (isPartAway(error)) return true;
  const { name, hasErrorLabel } = (error ?? {}) as Labelled;
  if (names.has(name ?? "")) return true;
  return typeof hasErrorLabel === "function" && labels.some((each) => hasErrorLabel.call(error, each));
}
