/** Values of toggles: JSON as text, of a type (MRC-TOG-1, MRC-TOG-2). */
import { invalidField } from "../../../shared/errors.ts";
import type { ToggleType } from "./feature-toggle.ts";

/** The value that a text of JSON stands for; undefined for a text that is none. */
export function valueIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a text of JSON is a value of the type; of `json`, any is. */
export function fits(type: ToggleType, text: string): boolean {
  const value = valueIn(text);
  return type === "json" ? value !== undefined : typeof value === type;
}

/** Refuses a value of another type. */
export function refuseMisfit(type: ToggleType, text: string, pointer: string): void {
  if (!fits(type, text))
    throw invalidField(pointer, "misfit", `'${pointer.slice(1)}' must be JSON of the type ${type}.`);
}

export type Told = { value: string; source: "override" | "default" };

/** The override's value, else the default; whoever has an owner's rights sees every boolean switched on. */
export function told(
  type: ToggleType,
  { override, fallback, isOwner }: { override: string | undefined; fallback: string; isOwner: boolean },
): Told {
  const source = override === undefined ? "default" : "override";
  return { value: type === "boolean" && isOwner ? "true" : (override ?? fallback), source };
}
