import { fail, invalidField, isFailure } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { item } from "../items/item.ts";
import { visibleItems } from "../items/load-item.ts";
import { collapses, decide, refuseMove, tellMoves, written } from "./decide-move.ts";
import * as declared from "./declarations.ts";

type Result = {
  id: string;
  status: "changed" | "unchanged" | "error";
  error: string | null;
  message: string | null;
};

export const moveItems = command(declared.moveItems, {
  gather(call, { items, ...asked }, meta) {
    refuseMove(asked);
    const twice = items.findIndex((id, i) => items.indexOf(id) !== i);
    if (twice >= 0) throw invalidField(`/items/${twice}`, "duplicate", "Each item may occur only once.");
    return collapses(call, meta.org.id, asked.status);
  },
  async run(tx, { items, ...asked }, collapse) {
    const rows = await visibleItems(tx, items);
    tx.reason(asked.reason);
    const writes: ReturnType<typeof written>[] = [];
    const results = items.map((id): Result => {
      const row = rows.get(id);
      try {
        if (!row) throw fail("not_found", "There is no item with this id.");
        const decided = decide(row, asked, collapse);
        if (decided.moves.length === 0) return { id, status: "unchanged", error: null, message: null };
        writes.push(written(row, decided, asked.reason ?? null));
        return { id, status: "changed", error: null, message: null };
      } catch (error) {
        if (!isFailure(error)) throw error;
        return { id, status: "error", error: error.type, message: error.message };
      }
    });
    await tellMoves(tx, writes, await tx.saveMany(item, writes));
    const failed = results.filter((each) => each.status === "error").length;
    return { changed: writes.length, failed, results };
  },
});
