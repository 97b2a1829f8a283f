/**
 * Small tables that every sale asks for and hardly anybody changes (taxes, stores, the organization): what was read of them
 * is remembered for as long as a key is. A change in this process counts at once; while one is being written, nothing
 * is remembered. Another copy of the service learns of it when its own memory ends.
 */
import type { AnyResource } from "../resource/resource.ts";

const REMEMBERED_MS = 3000;
const MOST = 10_000;

export type Remembered = {
  /** What `read` gives, or gave a moment ago. `of` names the resources whose change ends it. */
  get<T>(org: string, name: string, of: readonly AnyResource[], read: () => Promise<T>): Promise<T>;
  /** The same, but a miss is read and not kept: from within a transaction. */
  peek<T>(org: string, name: string, of: readonly AnyResource[], read: () => Promise<T>): Promise<T>;
  /** A transaction writes to the resource; to be called with its end. */
  writing(org: string, resource: AnyResource): () => void;
};

type Kept = { until: number; value: Promise<unknown> };

export function rememberedRows(): Remembered {
  const kept = new Map<string, Kept>();
  /** Names that ever were asked for, by resource: others cost nothing to write. */
  const names = new Map<string, Set<string>>();
  const writers = new Map<string, number>();

  const busy = (org: string, of: readonly AnyResource[]) =>
    writers.size > 0 && of.some((each) => writers.has(`${org}:${each.name}`));

  const forget = (org: string, resource: string) => {
    for (const name of names.get(resource) ?? []) kept.delete(`${org}:${name}`);
  };

  function found<T>(org: string, name: string, of: readonly AnyResource[]): Promise<T> | null {
    const row = kept.get(`${org}:${name}`);
    return row && row.until > performance.now() && !busy(org, of) ? (row.value as Promise<T>) : null;
  }

  return {
    get<T>(org: string, name: string, of: readonly AnyResource[], read: () => Promise<T>): Promise<T> {
      const there = found<T>(org, name, of);
      if (there) return there;
      const value = read();
      if (busy(org, of)) return value;
      for (const { name: resource } of of) {
        const own = names.get(resource) ?? new Set();
        names.set(resource, own.add(name));
      }
      if (kept.size >= MOST) kept.clear();
      const row: Kept = { until: performance.now() + REMEMBERED_MS, value };
      kept.set(`${org}:${name}`, row);
      value.catch(() => {
        if (kept.get(`${org}:${name}`) === row) kept.delete(`${org}:${name}`);
      });
      return value;
    },
    peek: (org, name, of, read) => found(org, name, of) ?? read(),
    writing(org, { name }) {
      const key = `${org}:${name}`;
      writers.set(key, (writers.get(key) ?? 0) + 1);
      forget(org, name);
      return () => {
        const left = writers.get(key)! - 1;
        if (left > 0) writers.set(key, left);
        else writers.delete(key);
        forget(org, name);
      };
    },
  };
}

/** What is shown to several must not be changed by one. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const each of Object.values(value)) deepFreeze(each);
  return value;
}
