/**
 * The zones of stores that live by another one than their organization: asked by every page of items, changed hardly
 * ever. Remembered per tenant for a few seconds; while a store is being changed in this process, not at all.
 */
import type { Reader } from "../../../shared/service/reader.ts";
import { store } from "../resources/store.ts";

const REMEMBERED_MS = 3000;
const MOST_TENANTS = 10_000;

/** Zones by the id of their store. */
export type Zones = ReadonlyMap<string, string>;

const known = new Map<string, { until: number; zones: Zones }>();
/** Until when a tenant's zones are read afresh: what was read beside a change may be from before it. */
const changing = new Map<string, number>();

async function readZones(reader: Reader): Promise<Zones> {
  const rows = await reader.find(store, { timezone: { $ne: null } });
  return new Map(rows.map((row) => [row.id, row.timezone!]));
}

export async function zonesOf(reader: Reader): Promise<Zones> {
  const org = reader.org.id;
  const now = performance.now();
  const found = known.get(org);
  if (found && found.until > now) return found.zones;
  const zones = await readZones(reader);
  if ((changing.get(org) ?? 0) > now) return zones;
  changing.delete(org);
  if (known.size >= MOST_TENANTS) known.clear();
  known.set(org, { until: now + REMEMBERED_MS, zones });
  return zones;
}

/** To be called by what changes a zone, before it commits. */
export function forgetZones(org: string): void {
  known.delete(org);
  if (changing.size >= MOST_TENANTS) changing.clear();
  // Longer than a transaction is tried again.
  changing.set(org, performance.now() + 4 * REMEMBERED_MS);
}

/** The zone of a store as `todayIn` takes it. */
export const placeIn = (zones: Zones, store_id: string | null | undefined): { timezone: string | null } => ({
  timezone: zones.get(store_id ?? "") ?? null,
});
