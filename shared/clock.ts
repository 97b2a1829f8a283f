/** The only clock. Code takes the time from here or receives it as data, so that tests can set it. */

let source: () => number = Date.now;

/** Now, in milliseconds since 1970. */
export const nowMs = (): number => source();

/** Milliseconds since 1970 as an instant (TIM-1). */
export const instantOf = (ms: number): string => new Date(ms).toISOString();

/** Now, as an instant (TIM-1). */
export const nowInstant = (): string => instantOf(source());

/** Replaces the clock; returns a function that restores the previous one. */
export function setClock(next: () => number): () => void {
  const before = source;
  source = next;
  return () => {
    source = before;
  };
}
