/** Waiting without a time: a check is asked again until it holds. */
const MOST_PAUSE_MS = 300;

/** Waits until `check` returns a value other than undefined, null or false; throws after `limit_ms`. */
export async function until<T>(
  check: () => Promise<T | undefined | null | false>,
  what = "the condition",
  limit_ms = 120_000,
): Promise<T> {
  const end = Date.now() + limit_ms;
  // Checks become less frequent, so that waiting tests leave the cores to others.
  for (let pause_ms = 10; ; pause_ms = Math.min(MOST_PAUSE_MS, pause_ms * 1.3)) {
    const value = await check();
    if (value) return value;
    if (Date.now() > end) throw new Error(`${what} did not come true within ${limit_ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, pause_ms));
  }
}
