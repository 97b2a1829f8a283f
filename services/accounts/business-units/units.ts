/** All business units of an organization with their places. */
import { type Place, placesOf } from "../../../shared/resource/tree.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { organization } from "../organizations/organization.ts";
import { type BusinessUnit, businessUnit, rootUnitId } from "./business-unit.ts";

export type Units = {
  root_id: string;
  /** Without deleted ones; the root may have no row yet. */
  live: ReadonlyMap<string, BusinessUnit>;
  places: ReadonlyMap<string, Place>;
};

/** The root before it has a row of its own. */
export async function unnamedRoot(reader: Reader): Promise<BusinessUnit> {
  const { id, org_id, name, created_at, updated_at } = await reader.load(organization, reader.org.id);
  const own = { id: rootUnitId(id), org_id, name, is_active: true, parent_id: null };
  return { ...own, created_at, updated_at, created_by: "system", version: 0, deleted_at: null };
}

export async function unitsOf(reader: Reader): Promise<Units> {
  const root_id = rootUnitId(reader.org.id);
  const rows = await reader.find(businessUnit, { deleted_at: null });
  const root = rows.find(({ id }) => id === root_id) ?? (await unnamedRoot(reader));
  const live = new Map([root, ...rows].map((each) => [each.id, each]));
  return { root_id, live, places: placesOf([...live.values()], root_id) };
}
