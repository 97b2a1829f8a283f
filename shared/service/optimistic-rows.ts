/**
 * Rows that this copy read or wrote lately. A writer may start from one without reading it again, if its
 * write depends on the row being unchanged (its version, its counts) and it reads the row when the write
 * fails. So they may be of any age.
 */
import type { AnyResource } from "../resource/resource.ts";
import { deepFreeze } from "./read-cache.ts";

const MOST = 1000;

export type OptimisticRows = {
  /** Freezes the rows. */
  put(org: string, resource: AnyResource, rows: readonly { id: string }[]): void;
  /** Call when the row has been changed here. */
  drop(org: string, resource: AnyResource, id: string): void;
  /** Rows in the order of `ids`, or null when one is missing. */
  get(org: string, resource: AnyResource, ids: readonly string[]): unknown[] | null;
};

export function optimisticRows(): OptimisticRows {
  const kept = new Map<string, unknown>();
  return {
    put(org, { name }, rows) {
      for (const row of rows) {
        const key = `${org}:${name}:${row.id}`;
        kept.delete(key);
        kept.set(key, deepFreeze(row));
      }
      for (const key of kept.keys()) {
        if (kept.size <= MOST) break;
        kept.delete(key);
      }
    },
    drop: (org, { name }, id) => void kept.delete(`${org}:${name}:${id}`),
    get(org, { name }, ids) {
      const rows = ids.map((id) => kept.get(`${org}:${name}:${id}`));
      return rows.includes(undefined) ? null : rows;
    },
  };
}
