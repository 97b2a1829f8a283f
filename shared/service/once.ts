/** A word of a vocabulary exists once (DEL-2: deleted ones count): otherwise 409 with the existing entry. */
import type { ClientSession } from "mongoose";
import { fail } from "../errors.ts";
import type { AnyResource } from "../resource/resource.ts";
import { typedAs } from "../resource/words.ts";
import type { Database } from "./database.ts";
import { ownRows } from "./stored-filter.ts";

/**
 * Checks only the tenant's own words: the tenant may have one of the system's as well. The index decides
 * between concurrent writes.
 */
export async function refuseWordTwice(
  { db, org, session }: { db: Database; org: string; session: ClientSession | undefined },
  resource: AnyResource,
  row: Record<string, unknown>,
): Promise<void> {
  const { once } = resource;
  if (!once || typeof row.name !== "string") return;
  const alike = Object.fromEntries(once.map((column: string) => [column, row[column] ?? null]));
  const same = { ...typedAs(resource, "name", row.name), ...alike, _id: { $ne: row._id } };
  const found = await db.rows(resource).findOne(ownRows(org, same), session ? { session } : {});
  if (!found) return;
  const { _id: id, name, slug, deleted_at } = found;
  const message = deleted_at
    ? `There is a deleted ${resource.name} '${name}': restore it.`
    : `There is a ${resource.name} '${name}' already.`;
  throw fail("conflict", message, {
    existing: { id, name, slug, deleted_at },
    errors: [{ pointer: "/name", code: "taken", message }],
  });
}
