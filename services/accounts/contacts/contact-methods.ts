/** Reading, changing and removing one method of a contact by its own id. */
import { command, query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { methodValue, ownerOf, saveMethods, shownMethod } from "./method-changes.ts";

export const getContactMethod = query(declared.getContactMethod, async (reader, { id }) =>
  shownMethod(await ownerOf(reader, id), id),
);

export const changeContactMethod = command(declared.changeContactMethod, async (tx, { id, ...changes }) => {
  const before = await ownerOf(tx, id);
  const methods = before.methods.map((each) => {
    if (each.id !== id) return each;
    const next = { ...each, ...changes };
    return { ...next, value: methodValue(next.type, next.value), updated_at: tx.now };
  });
  return shownMethod(await saveMethods(tx, before, methods, id), id);
});

export const removeContactMethod = command(declared.removeContactMethod, async (tx, { id }) => {
  const before = await ownerOf(tx, id);
  await saveMethods(
    tx,
    before,
    before.methods.filter((each) => each.id !== id),
    null,
  );
  return { deleted_id: id };
});
