import { isDeepStrictEqual } from "node:util";
import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { hold } from "./hold.ts";
import { addedUp, type HoldLine, refuseMissing, rowsOf } from "./hold-lines.ts";
import { shiftParked } from "./shift-parked.ts";

export const parkUnits = command(declared.parkUnits, async (tx, input) => {
  const lines = addedUp(input.lines);
  const { created, entity } = await tx.upsert(hold, input.hold_id, { state: "held", lines });
  if (!created) return again(entity, lines);
  const rows = await rowsOf(tx, lines);
  refuseMissing(rows, input.lines, lines, false);
  await shiftParked(tx, rows, lines, { from: "active", to: "parked" });
  return { held: true };
});

/** An existing hold: this is a repetition, or a call that arrives after the release. */
function again(found: Entity<typeof hold>, lines: HoldLine[]): { held: boolean } {
  if (found.state === "released") throw fail("conflict", "This hold has been released already.");
  if (!isDeepStrictEqual(found.lines, lines))
    throw fail("conflict", "A hold with this id exists for other units.");
  return { held: true };
}
