/** A request of an outside register may name each item only once. */
import { invalidField } from "../../../shared/errors.ts";

export function refuseTwice(ids: readonly string[], pointer: (i: number) => string): void {
  const i = ids.findIndex((id, at) => ids.indexOf(id) < at);
  if (i >= 0) throw invalidField(pointer(i), "duplicate", "Each item may occur only once.");
}
