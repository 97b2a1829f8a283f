/** Rows with how many others name them. */
import type { FieldTable } from "../fields/index.ts";
import type { AnyResource, Entity, Resource } from "../resource/resource.ts";
import type { Reader } from "./reader.ts";
import { visibleTo } from "./visible.ts";

/** The rows that name an entity, by which of their fields, and the derived column that tells how many. */
type Counting = { of: AnyResource; by: string; as: string };
type Shown<T extends FieldTable> = {
  each(reader: Reader, rows: readonly Entity<Resource<T>>[]): Promise<Entity<Resource<T>>[]>;
  one(reader: Reader, row: Entity<Resource<T>>): Promise<Entity<Resource<T>>>;
};

/** Shows entities with the number of rows that name them: of those that are not deleted, and that the caller sees. */
export function counted<T extends FieldTable>(_resource: Resource<T>, { of, by, as }: Counting): Shown<T> {
  const each: Shown<T>["each"] = async (reader, rows) => {
    const named = { [by]: { $in: rows.map(({ id }) => id) } };
    const where = { ...named, deleted_at: null, ...visibleTo(of, reader.meta) };
    const found = await reader.aggregate<{ _id: string; count: number }>(of, where, [
      { $unwind: `$${by}` },
      { $match: named },
      { $group: { _id: `$${by}`, count: { $sum: 1 } } },
    ]);
    const counts = new Map(found.map(({ _id, count }) => [_id, count]));
    return rows.map((row) => ({ ...row, [as]: counts.get(row.id) ?? 0 }));
  };
  return { each, one: async (reader, row) => (await each(reader, [row]))[0]! };
}
