/** Units of a parked sale: set aside and given back, told to everyone, as it may last for days (SALE-2). */
import { isDeepStrictEqual } from "node:util";
import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { parkUnits, unparkUnits } from "../public.ts";
import { hold, item } from "../resources/item.ts";
import type { Move } from "../rules/move-units.ts";
import { counted, itemsWithTills, moveTold, shifted } from "./counts.ts";
import { addedUp, type HoldLine, refuseMissing, rowsOf } from "./hold-lines.ts";
import type { Item } from "./item-view.ts";

export const park = command(parkUnits, async (tx, input) => {
  const lines = addedUp(input.lines);
  const { created, entity } = await tx.ensure(hold, input.hold_id, { state: "held", lines });
  if (!created) return again(entity, lines);
  const rows = await rowsOf(tx, lines);
  refuseMissing(rows, input.lines, lines, false);
  await shift(tx, rows, lines, { from: "active", to: "parked" });
  return { held: true };
});

/** A hold that is there already: the same call again, or one that comes after its release. */
function again(found: Entity<typeof hold>, lines: HoldLine[]): { held: boolean } {
  if (found.state === "released") throw fail("conflict", "This hold has been released already.");
  if (!isDeepStrictEqual(found.lines, lines))
    throw fail("conflict", "There is a hold with this id for other units.");
  return { held: true };
}

export const unpark = command(unparkUnits, async (tx, { hold_id }) => {
  // The row stays even when the hold never came: a late one finds itself released.
  const { created, entity } = await tx.ensure(hold, hold_id, { state: "released", lines: [] });
  if (created || entity.state === "released") return { released: true };
  const free = await tx.change(
    hold,
    { _id: hold_id, state: "held" },
    { $set: { state: "released" } },
    "silent",
  );
  if (!free) throw fail("conflict", "This hold has just been changed.");
  const rows = await itemsWithTills(tx, { _id: { $in: free.lines.map((line) => line.item_id) } });
  await shift(tx, new Map(rows.map((row) => [row.id, row])), free.lines, { from: "parked", to: "active" });
  return { released: true };
});

async function shift(
  tx: Tx,
  rows: Map<string, Item>,
  lines: readonly HoldLine[],
  way: Pick<Move, "from" | "to">,
): Promise<void> {
  await tx.saveEach(
    item,
    lines.flatMap(({ item_id, units }) => {
      const row = rows.get(item_id);
      if (!row) return [];
      const counts = shifted(row.status_counts, { ...way, units });
      return {
        before: row,
        changes: counted(row, counts),
        announced: moveTold(row, [{ ...way, units }], counts),
      };
    }),
  );
}
