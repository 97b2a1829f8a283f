/** Items that prevent a deletion (DEL-5). */
import { fail } from "../../../shared/errors.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { type Uses, usesIn } from "../../../shared/service/uses.ts";
import { isSold, unitStatuses } from "../units/status.rules.ts";
import { item } from "./item.ts";

const ended = ["returned_to_owner", "donated", "discarded"];
/** Statuses of units that the shop still has or may get back, such as lost and damaged pieces. */
export const openStatuses = unitStatuses.filter((status) => !isSold(status) && !ended.includes(status));

/** Items with such a unit that reference a row. */
export const usesOf = (reader: Reader, reference: Record<string, string>): Promise<Uses> =>
  usesIn(reader, item, { ...reference, statuses: { $in: openStatuses } });

export async function refuseInUse(
  reader: Reader,
  what: string,
  reference: Record<string, string>,
): Promise<void> {
  const items = await usesOf(reader, reference);
  if (items.count === 0) return;
  throw fail("in_use", `This ${what} contains items.`, { in_use: true, references: { items } });
}
