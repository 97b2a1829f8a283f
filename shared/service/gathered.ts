/** One read for all that ask within a moment: it begins after the last of them asked, so none is told what is out of date. */
const WITHIN_MS = 20;

export type Gathered = { soon<T>(key: string, read: () => Promise<T>): Promise<T> };

export function gatheredReads(): Gathered {
  const waiting = new Map<string, Promise<unknown>>();
  return {
    soon<T>(key: string, read: () => Promise<T>): Promise<T> {
      const there = waiting.get(key);
      if (there) return there as Promise<T>;
      const begun = new Promise<T>((resolve, reject) => {
        setTimeout(() => {
          waiting.delete(key);
          read().then(resolve, reject);
        }, WITHIN_MS);
      });
      waiting.set(key, begun);
      return begun;
    },
  };
}
