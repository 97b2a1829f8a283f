/** A unique index refused a write: indexes make concurrent duplicates impossible (design 6.1). */

import { KEYS } from "../resource/words.ts";

export const isDuplicate = (
  error: unknown,
): error is { keyValue?: Record<string, unknown>; message: string } =>
  (error as { code?: unknown })?.code === 11000;

/** The fields of the index that refused; for a bulk write they appear only in the message. */
export function takenFields(error: { keyValue?: Record<string, unknown>; message: string }): string[] {
  if (error.keyValue) return Object.keys(error.keyValue).map(columnOf);
  const [, told = ""] = error.message.split(" dup key: ");
  const names = told.replace(/"(?:[^"\\]|\\.)*"/g, '""').matchAll(/[{,] ([\w.]+): /g);
  return [...names].map(([, name]) => columnOf(name!));
}

/** A typed column is unique by its key. */
const columnOf = (path: string): string => (path.startsWith(`${KEYS}.`) ? path.slice(KEYS.length + 1) : path);
