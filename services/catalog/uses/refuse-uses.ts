import { fail } from "../../../shared/errors.ts";
import type { Uses } from "./bom-uses.ts";

/** DEL-5: 409 with what is in the way, by kind. */
export function refuseUses(what: string, uses: Record<string, Uses>): void {
  const references = Object.fromEntries(Object.entries(uses).filter(([, { count }]) => count > 0));
  if (Object.keys(references).length === 0) return;
  throw fail("in_use", `This ${what} is in use.`, { in_use: true, references });
}
