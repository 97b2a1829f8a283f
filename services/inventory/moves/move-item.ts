import { command } from "../../../shared/service/operation.ts";
import { view } from "../item-lists/item-view.ts";
import { item } from "../items/item.ts";
import { targetItem } from "../items/load-item.ts";
import { collapses, decide, refuseMove, tellMoves, written } from "./decide-move.ts";
import * as declared from "./declarations.ts";

export const moveItem = command(declared.moveItem, {
  gather(call, asked, meta) {
    refuseMove(asked);
    return collapses(call, meta.org.id, asked.status);
  },
  async run(tx, { id, ...asked }, collapse) {
    const before = await targetItem(tx, id);
    const decided = decide(before, asked, collapse);
    if (decided.moves.length === 0) return view(tx, before);
    tx.reason(asked.reason);
    const { changes, emit } = written(before, decided, asked.reason ?? null);
    const after = await tx.save(item, before, changes, { emit });
    await tellMoves(tx, [{ before, changes, moves: decided.moves }], [after]);
    return view(tx, after);
  },
});
