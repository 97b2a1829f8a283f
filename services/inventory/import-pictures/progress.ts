/** How far the pictures of imports are. */
import type { Reader } from "../../../shared/service/reader.ts";
import { fetchStatuses, pictureFetch, type WantedPicture } from "./picture-fetch.ts";

type Status = WantedPicture["status"];
export type FailedPicture = Pick<WantedPicture, "line" | "address"> & { code: string; message: string };
export type Progress = { counts: { [status in Status]: number }; failed: FailedPicture[] };

type Counted = { _id: { import_id: string; status: Status }; count: number; first: FailedPicture[] };

const { line, address, code, message } = {
  line: "$pictures.line",
  address: { $substrCP: ["$pictures.address", 0, 255] },
  code: "$pictures.code",
  message: "$pictures.message",
};

/** Counts and names in one pass: the worker may write between two, and they would not agree. */
const counting = (most: number) => [
  { $unwind: "$pictures" },
  {
    $group: {
      _id: { import_id: "$import_id", status: "$pictures.status" },
      count: { $sum: 1 },
      first: { $topN: { n: most, sortBy: { "pictures.line": 1 }, output: { line, address, code, message } } },
    },
  },
  { $set: { first: { $cond: [{ $eq: ["$_id.status", "failed"] }, "$first", []] } } },
];

/** By import; with the first `most` pictures that failed for good. */
export async function progressOf(
  reader: Reader,
  import_ids: readonly string[],
  most: number,
): Promise<(import_id: string) => Progress> {
  const own = { import_id: { $in: import_ids } };
  const counted = await reader.aggregate<Counted>(pictureFetch, own, counting(most));
  return (import_id) => {
    const of = (status: Status) =>
      counted.find(({ _id }) => _id.import_id === import_id && _id.status === status);
    const counts = Object.fromEntries(
      fetchStatuses.map((status) => [status, Number(of(status)?.count ?? 0)]),
    );
    return { counts: counts as Progress["counts"], failed: of("failed")?.first ?? [] };
  };
}
