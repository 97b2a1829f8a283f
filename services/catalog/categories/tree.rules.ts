/** Allowed places of a category: never below itself, at most five levels deep (3.2). */
export const MAX_DEPTH = 5;

export type ParentCheck = { ok: true } | { ok: false; reason: "cycle" | "too_deep" };

/** `path`: the new parent and its ancestors; `height`: the number of levels of the category and everything below it. */
export function checkParent(id: string | null, path: readonly string[], height: number): ParentCheck {
  if (id !== null && path.includes(id)) return { ok: false, reason: "cycle" };
  if (path.length + height > MAX_DEPTH) return { ok: false, reason: "too_deep" };
  return { ok: true };
}
