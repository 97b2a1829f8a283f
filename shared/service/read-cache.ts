/**
 * A cache for small tables that every sale needs and that rarely change (taxes, stores, the organization). A
 * write in this process invalidates its entries at once; while one is in progress, nothing is cached. Other
 * copies of the service see the change when their own entries expire.
 */
import type { AnyResource } from "../resource/resource.ts";

const CACHED_MS = 3000;
const MOST_ENTRIES = 10_000;

/** A cached value of a tenant, and the resources whose change invalidates it. */
export type CacheKey = { org: string; name: string; of: readonly AnyResource[] };

export type ReadCache = {
  /** The result of `read`, or its cached one. */
  get<T>(key: CacheKey, read: () => Promise<T>): Promise<T>;
  /** The same, but a miss is not cached: for reads inside a transaction. */
  peek<T>(key: CacheKey, read: () => Promise<T>): Promise<T>;
  /** The existing values of some keys below one name; keys that are not cached are read together. */
  each<T>(
    key: CacheKey,
    keys: readonly string[],
    read: (missing: string[]) => Promise<ReadonlyMap<string, T>>,
  ): Promise<T[]>;
  /** A transaction writes to the resource. Call the returned function when the transaction has ended. */
  writing(org: string, resource: AnyResource): () => void;
};

type Entry = { until: number; as_of: string; value: Promise<unknown> };

type State = {
  kept: Map<string, Entry>;
  /** How many transactions are writing to a tenant's resource. */
  writers: Map<string, number>;
  /** Resources that were ever cached: writing to others costs nothing. */
  known: Set<string>;
  /** How often each was written for a tenant: older entries are invalid. */
  written: Map<string, number>;
};

export function readCache(): ReadCache {
  const state: State = { kept: new Map(), writers: new Map(), known: new Set(), written: new Map() };
  return {
    get(key, read) {
      const there = found<Awaited<ReturnType<typeof read>>>(state, key);
      if (there) return there;
      const value = read();
      keep(state, key, value);
      return value;
    },
    peek: (key, read) => found(state, key) ?? read(),
    each: (key, keys, read) => foundEach(state, key, keys, read),
    writing: (org, { name }) => beginWriting(state, { org, name }),
  };
}

async function foundEach<T>(
  state: State,
  { name, ...rest }: CacheKey,
  keys: readonly string[],
  read: (missing: string[]) => Promise<ReadonlyMap<string, T>>,
): Promise<T[]> {
  const own = (key: string) => ({ ...rest, name: `${name} ${key}` });
  const values = keys.map((key) => found<T | undefined>(state, own(key)));
  const missing = keys.filter((_, i) => !values[i]);
  const reading = missing.length ? read(missing) : null;
  const all = keys.map((key, i) => {
    const value = values[i] ?? reading!.then((rows) => rows.get(key));
    if (!values[i]) keep(state, own(key), value);
    return value;
  });
  return (await Promise.all(all)).filter((row) => row !== undefined) as T[];
}

const isWritten = ({ writers }: State, { org, of }: CacheKey): boolean =>
  writers.size > 0 && of.some((each) => writers.has(`${org}:${each.name}`));

const asOf = ({ written }: State, { org, of }: CacheKey): string =>
  of.map((each) => written.get(`${org}:${each.name}`) ?? 0).join();

function found<T>(state: State, key: CacheKey): Promise<T> | null {
  const row = state.kept.get(`${key.org}:${key.name}`);
  if (!row || row.until <= performance.now() || isWritten(state, key)) return null;
  return row.as_of === asOf(state, key) ? (row.value as Promise<T>) : null;
}

function keep<T>(state: State, key: CacheKey, value: Promise<T>): void {
  if (isWritten(state, key)) return;
  const { kept, known } = state;
  for (const each of key.of) known.add(each.name);
  if (kept.size >= MOST_ENTRIES) kept.clear();
  const place = `${key.org}:${key.name}`;
  const entry: Entry = { until: performance.now() + CACHED_MS, as_of: asOf(state, key), value };
  kept.set(place, entry);
  value.catch(() => {
    if (kept.get(place) === entry) kept.delete(place);
  });
}

/** Returns a function that ends it. */
function beginWriting(state: State, { org, name }: { org: string; name: string }): () => void {
  const { writers, known, written } = state;
  const key = `${org}:${name}`;
  const forget = () => {
    if (known.has(name)) written.set(key, (written.get(key) ?? 0) + 1);
  };
  writers.set(key, (writers.get(key) ?? 0) + 1);
  forget();
  return () => {
    const left = writers.get(key)! - 1;
    if (left > 0) writers.set(key, left);
    else writers.delete(key);
    forget();
  };
}

/** Freezes a value deeply: callers share cached values, so none of them may change one. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const each of Object.values(value)) deepFreeze(each);
  return value;
}
