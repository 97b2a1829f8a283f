/** One read for all callers within a moment. It starts after the last call, so no rows are outdated. */
const WITHIN_MS = 20;

export type CoalescedReads = { read<T>(key: string, read: () => Promise<T>): Promise<T> };

export function coalescedReads(): CoalescedReads {
  const waiting = new Map<string, Promise<unknown>>();
  return {
    read<T>(key: string, read: () => Promise<T>): Promise<T> {
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
