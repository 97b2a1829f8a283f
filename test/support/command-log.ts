/** The command log of a service's database: its rows, and those that documents still carry. */
import type { Connection } from "mongoose";
import { carriedRows } from "../../shared/service/carried-log.ts";

export async function logRows<T = Record<string, unknown>>(
  database: Pick<Connection, "collection" | "listCollections">,
  filter: object = {},
): Promise<T[]> {
  const all = (await database.listCollections()).map(({ name }) => name);
  const names = all.filter((name) => !name.startsWith("_"));
  // Documents first: a row that moves meanwhile is found in the log.
  const carried = await Promise.all(
    names.map((name) =>
      database
        .collection(name)
        .aggregate([...carriedRows(name), { $match: filter }])
        .toArray(),
    ),
  );
  const log = await database.collection("_log").find(filter).toArray();
  return [...new Map([...carried.flat(), ...log].map((row) => [String(row._id), row])).values()] as T[];
}
