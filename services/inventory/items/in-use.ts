/** What stands in the way of a deletion (DEL-5). */
import { fail } from "../../../shared/errors.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { type Uses, usesIn } from "../../../shared/service/uses.ts";
import { isSold, unitStatuses } from "../units/status.rules.ts";
import { item } from "./item.ts";

const ended = ["returned_to_owner", "donated", "discarded"];
/** Statuses in which a unit still concerns the shop; lost and damaged pieces may come back. */
export const openStatuses = unitStatuses.filter((status) => !isSold(status) && !ended.includes(status));

/** Items with an open unit that refer to something. */
export const usesOf = (reader: Reader, reference: Record<string, string>): Promise<Uses> =>
  usesIn(reader, item, { ...reference, statuses: { $in: openStatuses } });

export async function refuseInUse(
  reader: Reader,
  what: string,
  reference: Record<string, string>,
): Promise<void> {
  const items = await usesOf(reader, reference);
  if (items.count === 0) return;
  throw fail("in_use", `There are items in this ${what}.`, { in_use: true, references: { items } });
}
