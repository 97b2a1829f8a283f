import type { Reader } from "../../../shared/service/reader.ts";
import { addCounters, type Level, noCounters } from "../levels/rules/effects.ts";
import { stockLevel } from "../levels/stock-level.ts";

/** The counters of some stockables, at one site or summed over all, by the id of the stockable. */
export async function loadLevels(
  reader: Reader,
  ids: readonly string[],
  location_id: string | null | undefined,
): Promise<Map<string, Level>> {
  const rows = await reader.find(stockLevel, {
    $or: [{ material_id: { $in: ids } }, { sku_id: { $in: ids } }],
    ...(location_id ? { location_id } : {}),
  });
  const levels = new Map<string, Level>();
  for (const row of rows) {
    const id = row.material_id ?? row.sku_id ?? "";
    const before = levels.get(id) ?? { ...noCounters, reserved: 0 };
    levels.set(id, { ...addCounters(before, row), reserved: before.reserved + row.reserved });
  }
  return levels;
}
