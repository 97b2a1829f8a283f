/** How many items and units of an account are in each status (RPT-4). */
import { query } from "../../../shared/service/operation.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import * as declared from "./declarations.ts";
import { item } from "./item.ts";

type Row = { status: string; items: number; units: number };

export const itemFigures = query(declared.itemFigures, async (reader, { account_id }) => {
  const rows = await reader.aggregate<Row>(
    item,
    { account_id, deleted_at: null, ...visibleTo(item, reader.meta) },
    [
      { $project: { counts: { $objectToArray: "$status_counts" } } },
      { $unwind: "$counts" },
      { $match: { "counts.v": { $ne: 0 } } },
      { $group: { _id: "$counts.k", items: { $sum: 1 }, units: { $sum: "$counts.v" } } },
      { $project: { _id: 0, status: "$_id", items: 1, units: 1 } },
      { $sort: { status: 1 } },
    ],
  );
  const by = (name: "items" | "units") => Object.fromEntries(rows.map((row) => [row.status, row[name]]));
  return { items: by("items"), units: by("units") };
});
