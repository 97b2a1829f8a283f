import { isDeepStrictEqual } from "node:util";
import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { item } from "../items/item.ts";
import { reserveStock } from "../levels/hold-stock.ts";
import * as declared from "./declarations.ts";
import { hold } from "./hold.ts";
import { addedUp, refuseMissing, rowsOf } from "./hold-lines.ts";
import { type ParkedLine, parkedStock, shiftParked } from "./shift-parked.ts";
import { asPriced, type Priced } from "./till-hold.ts";

export const parkUnits = command(declared.parkUnits, async (tx, input) => {
  const { hold_id } = input;
  const wanted = addedUp(input.lines);
  const rows = await rowsOf(tx, wanted);
  const lines = wanted.map(({ item_id, units }) => {
    return { item_id, units, level_id: rows.get(item_id)?.level_id ?? null };
  });
  const { created, entity } = await tx.upsert(hold, hold_id, { state: "held", lines });
  if (!created) return again(entity, lines);
  refuseMissing(rows, input.lines, wanted, false);
  await refuseRepriced(tx, input.priced);
  const own = lines.filter(({ level_id }) => !level_id);
  await shiftParked(tx, rows, own, { from: "active", to: "parked" });
  if (!(await reserveStock(tx, hold_id, parkedStock(lines), { mayBeNegative: false })))
    throw changedMeanwhile();
  return { held: true };
});

/** What was agreed rests on these values. */
async function refuseRepriced(tx: Tx, priced: readonly Priced[]): Promise<void> {
  if (priced.length === 0) return;
  const same = priced.map((each) => ({ _id: each.item_id, ...asPriced(each) }));
  const different = new Set(priced.map(({ item_id }) => item_id)).size;
  if ((await tx.count(item, { $or: same })) < different) throw changedMeanwhile();
}

const changedMeanwhile = () => fail("conflict", "One of these items has just been changed by someone else.");

/** An existing hold: this is a repetition, or a call that arrives after the release. */
function again(found: Entity<typeof hold>, lines: ParkedLine[]): { held: boolean } {
  if (found.state === "released") throw fail("conflict", "This hold has been released already.");
  if (!isDeepStrictEqual(found.lines.map(unitsAlone), lines.map(unitsAlone)))
    throw fail("conflict", "A hold with this id exists for other units.");
  return { held: true };
}

/** The item may have been linked, or not, when it was held first. */
const unitsAlone = ({ item_id, units }: ParkedLine) => ({ item_id, units });
