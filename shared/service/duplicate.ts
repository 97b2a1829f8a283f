/** A unique index refused a write: what decides "once" wherever two do the same (design 6.1). */

export const isDuplicate = (
  error: unknown,
): error is { keyValue?: Record<string, unknown>; message: string } =>
  (error as { code?: unknown })?.code === 11000;
