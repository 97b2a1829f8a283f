/** Giving held units back: a sale that did not happen, or one that is un-parked (SALE-2). */
import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { command } from "../../../shared/service/operation.ts";
import type { OneWrite, Tx } from "../../../shared/service/tx.ts";
import { releaseUnits } from "../public.ts";
import { hold, item } from "../resources/item.ts";
import { counted, moveTold, shifted } from "./counts.ts";

export const releaseHold = command(releaseUnits, async (tx, { hold_id }) => {
  // The row stays even when the hold never came: a late one finds itself released.
  const { created, entity } = await tx.ensure(hold, hold_id, {
    state: "released",
    purpose: "checkout",
    lines: [],
  });
  if (entity.state === "sold") throw fail("conflict", "The units of this hold have been sold.");
  if (created || entity.state === "released") return { released: true };
  const free = await tx.change(
    hold,
    { _id: hold_id, state: "held" },
    { $set: { state: "released" } },
    "silent",
  );
  if (!free) throw fail("conflict", "This hold has just been changed.");
  await giveBack(tx, free);
  return { released: true };
});

async function giveBack(tx: Tx, { lines, purpose }: Entity<typeof hold>): Promise<void> {
  const rows = await tx.find(item, { _id: { $in: lines.map((line) => line.item_id) } });
  const writes = rows.map((row) => {
    const { units } = lines.find((line) => line.item_id === row.id)!;
    const move = { from: "parked", to: "active", units } as const;
    return { row, units, move, counts: shifted(row.status_counts, move) };
  });
  if (purpose === "parked") {
    await tx.saveEach(
      item,
      writes.map(({ row, move, counts }) => ({
        before: row,
        changes: counted(counts),
        announced: moveTold(row, [move], counts),
      })),
    );
    return;
  }
  const silent: OneWrite[] = writes.map(({ row, units, counts }) => ({
    id: row.id,
    where: { "status_counts.parked": { $gte: units } },
    update: { $set: counted(counts) },
  }));
  const matched = await tx.changeEach(item, silent, { silent: true });
  if (matched !== lines.length) throw fail("conflict", "The held units are not where they were put.");
}
