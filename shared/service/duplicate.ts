/** A unique index refused a write: what decides "once" wherever two do the same (design 6.1). */

export const isDuplicate = (
  error: unknown,
): error is { keyValue?: Record<string, unknown>; message: string } =>
  (error as { code?: unknown })?.code === 11000;

/** The fields of the index that refused; a bulk write tells them in its message only. */
export function takenFields(error: { keyValue?: Record<string, unknown>; message: string }): string[] {
  if (error.keyValue) return Object.keys(error.keyValue);
  const [, told = ""] = error.message.split(" dup key: ");
  const names = told.replace(/"(?:[^"\\]|\\.)*"/g, '""').matchAll(/[{,] ([\w.]+): /g);
  return [...names].map(([, name]) => name!);
}
