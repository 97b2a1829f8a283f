/** The zones of stores that live by another one than their organization: asked by every page of items. */
import type { Reader } from "../../../shared/service/reader.ts";
import { store } from "../resources/store.ts";

/** Zones by the id of their store. */
export type Zones = ReadonlyMap<string, string>;

export async function zonesOf(reader: Reader): Promise<Zones> {
  const stores = await reader.all(store);
  return new Map([...stores].flatMap(([id, { timezone }]) => (timezone ? [[id, timezone]] : [])));
}

/** The zone of a store as `todayIn` takes it. */
export const placeIn = (zones: Zones, store_id: string | null | undefined): { timezone: string | null } => ({
  timezone: zones.get(store_id ?? "") ?? null,
});
