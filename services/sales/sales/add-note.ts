import { newId } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { targetSale } from "./load-sale.ts";
import { sale } from "./sale.ts";

export const addNote = command(declared.addNote, async (tx, { id, body }) => {
  const before = await targetSale(tx, id);
  const note = { id: newId(), body, at: tx.now, by: tx.meta.actor.id };
  return tx.save(
    sale,
    before,
    { notes: [...before.notes, note] },
    {
      emit: (after) => ({
        event: declared.saleEvents.changed,
        data: { sale: after },
      }),
    },
  );
});
