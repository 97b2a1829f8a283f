/** Where a category may hang: never below itself, never deeper than five levels (3.2). */
export const MAX_DEPTH = 5;

export type ParentCheck = { ok: true } | { ok: false; reason: "cycle" | "too_deep" };

/** `path`: the wanted parent and its ancestors; `height`: levels that the category takes up with what is below it. */
export function checkParent(id: string | null, path: readonly string[], height: number): ParentCheck {
  if (id !== null && path.includes(id)) return { ok: false, reason: "cycle" };
  if (path.length + height > MAX_DEPTH) return { ok: false, reason: "too_deep" };
  return { ok: true };
}
