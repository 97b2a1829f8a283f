/** Of rows that are alike, one has a flag: a row that gets it takes it from the others in the same transaction. */
import type { AnyResource, Entity } from "../resource/resource.ts";
import type { Tx } from "./tx.ts";

type Values = Record<string, unknown>;

export async function clearOthers(tx: Tx, resource: AnyResource, row: Values, id?: string): Promise<void> {
  const { onlyOne } = resource;
  if (!onlyOne || row[onlyOne.field] !== true) return;
  const alike = Object.fromEntries(onlyOne.within.map((name) => [name, row[name] ?? null]));
  for (const each of await tx.find(resource, { ...alike, [onlyOne.field]: true }))
    if (each.id !== id) await tx.save(resource, each, { [onlyOne.field]: false });
}

/** A new row with the slug that its resource declares, the only one with its flag. */
export async function insertNew(tx: Tx, resource: AnyResource, values: Values): Promise<Entity<AnyResource>> {
  const { slug_from } = resource;
  const slug = slug_from ? { slug: await tx.slug(resource, String(values[slug_from])) } : {};
  await clearOthers(tx, resource, { business_unit_id: tx.meta.business_unit_id ?? null, ...values });
  return tx.insert(resource, { ...values, ...slug });
}
