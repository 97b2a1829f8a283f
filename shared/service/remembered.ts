/**
 * Small tables that every sale asks for and hardly anybody changes (taxes, stores, the organization): what was read of them
 * is remembered for as long as a key is. A change in this process counts at once; while one is being written, nothing
 * is remembered. Another copy of the service learns of it when its own memory ends.
 */
import type { AnyResource } from "../resource/resource.ts";

const REMEMBERED_MS = 3000;
const MOST = 10_000;

/** A value of a tenant, and the resources whose change ends it. */
export type CacheKey = { org: string; name: string; of: readonly AnyResource[] };

export type Remembered = {
  /** What `read` gives, or gave a moment ago. */
  get<T>(key: CacheKey, read: () => Promise<T>): Promise<T>;
  /** The same, but a miss is read and not kept: from within a transaction. */
  peek<T>(key: CacheKey, read: () => Promise<T>): Promise<T>;
  /** What there is of these keys below one name: those that are not remembered are read together. */
  each<T>(
    key: CacheKey,
    keys: readonly string[],
    read: (missing: string[]) => Promise<ReadonlyMap<string, T>>,
  ): Promise<T[]>;
  /** A transaction writes to the resource; to be called with its end. */
  writing(org: string, resource: AnyResource): () => void;
};

type Kept = { until: number; as_of: string; value: Promise<unknown> };

type State = {
  kept: Map<string, Kept>;
  /** How many transactions are writing to a tenant's resource. */
  writers: Map<string, number>;
  /** Resources that ever were asked for: others cost nothing to write. */
  asked: Set<string>;
  /** How often each of them was written for a tenant: what was read before counts no more. */
  written: Map<string, number>;
};

export function rememberedRows(): Remembered {
  const state: State = { kept: new Map(), writers: new Map(), asked: new Set(), written: new Map() };
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
  const { kept, asked } = state;
  for (const each of key.of) asked.add(each.name);
  if (kept.size >= MOST) kept.clear();
  const place = `${key.org}:${key.name}`;
  const row: Kept = { until: performance.now() + REMEMBERED_MS, as_of: asOf(state, key), value };
  kept.set(place, row);
  value.catch(() => {
    if (kept.get(place) === row) kept.delete(place);
  });
}

/** The answer ends it. */
function beginWriting(state: State, { org, name }: { org: string; name: string }): () => void {
  const { writers, asked, written } = state;
  const key = `${org}:${name}`;
  const forget = () => {
    if (asked.has(name)) written.set(key, (written.get(key) ?? 0) + 1);
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

/** What is shown to several must not be changed by one. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const each of Object.values(value)) deepFreeze(each);
  return value;
}
