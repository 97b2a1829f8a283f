/** How far the pictures of imports are. */
import type { Reader } from "../../../shared/service/reader.ts";
import { fetchStatuses, pictureFetch, type WantedPicture } from "./picture-fetch.ts";

type Status = WantedPicture["status"];
export type FailedPicture = Pick<WantedPicture, "line" | "address"> & { code: string; message: string };
export type Progress = { counts: { [status in Status]: number }; failed: FailedPicture[] };

type Counted = { _id: { import_id: string; status: Status }; count: number };
type Failed = { _id: string; failed: FailedPicture[] };

const each = { $unwind: "$pictures" };

const counting = [
  each,
  { $group: { _id: { import_id: "$import_id", status: "$pictures.status" }, count: { $sum: 1 } } },
];

const { line, address, code, message } = {
  line: "$pictures.line",
  address: { $substrCP: ["$pictures.address", 0, 255] },
  code: "$pictures.code",
  message: "$pictures.message",
};
const failing = (most: number) => [
  each,
  { $match: { "pictures.status": "failed" } },
  { $sort: { "pictures.line": 1 } },
  {
    $group: {
      _id: "$import_id",
      failed: { $firstN: { n: most, input: { line, address, code, message } } },
    },
  },
];

/** By import; with the first `most` pictures that failed for good. */
export async function progressOf(
  reader: Reader,
  import_ids: readonly string[],
  most: number,
): Promise<(import_id: string) => Progress> {
  const own = { import_id: { $in: import_ids } };
  const [counted, failed] = await Promise.all([
    reader.aggregate<Counted>(pictureFetch, own, counting),
    reader.aggregate<Failed>(pictureFetch, { ...own, "pictures.status": "failed" }, failing(most)),
  ]);
  return (import_id) => {
    const of = (status: Status) =>
      Number(counted.find(({ _id }) => _id.import_id === import_id && _id.status === status)?.count ?? 0);
    const counts = Object.fromEntries(fetchStatuses.map((status) => [status, of(status)]));
    return {
      counts: counts as Progress["counts"],
      failed: failed.find(({ _id }) => _id === import_id)?.failed ?? [],
    };
  };
}
