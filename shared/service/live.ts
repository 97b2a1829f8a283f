import { notFound } from "../errors.ts";
import type { AnyResource } from "../resource/resource.ts";

/** The row, or 404 when it is deleted: children of a deleted row are not found either. */
export function live<E extends { id: string; deleted_at?: string | null }>({ name }: AnyResource, row: E): E {
  if (row.deleted_at) throw notFound(name, row.id);
  return row;
}
