/**
 * Rows that were read or written a moment ago, to guess with: whoever uses one writes only under the condition that the row
 * is still so (its version, its counts), and reads when it is not. So they may be as old as they like.
 */
import type { AnyResource } from "../resource/resource.ts";
import { deepFreeze } from "./remembered.ts";

const MOST = 1000;

export type Recent = {
  keep(org: string, resource: AnyResource, rows: readonly { id: string }[]): void;
  /** It has been changed here. */
  forget(org: string, resource: AnyResource, id: string): void;
  /** All of them in the order asked for, or null when one is not there. */
  all(org: string, resource: AnyResource, ids: readonly string[]): unknown[] | null;
};

export function recentRows(): Recent {
  const kept = new Map<string, unknown>();
  return {
    keep(org, { name }, rows) {
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
    forget: (org, { name }, id) => void kept.delete(`${org}:${name}:${id}`),
    all(org, { name }, ids) {
      const rows = ids.map((id) => kept.get(`${org}:${name}:${id}`));
      return rows.includes(undefined) ? null : rows;
    },
  };
}
