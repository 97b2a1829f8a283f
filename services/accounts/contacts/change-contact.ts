/** A change of a contact; a display name that nobody has set follows the names, null lets it follow them again (CTC-1). */
import { command } from "../../../shared/service/operation.ts";
import { contact } from "./contact.ts";
import * as declared from "./declarations.ts";
import { namesOf } from "./methods.rules.ts";

export const changeContact = command(declared.changeContact, async (tx, { id, display_name, ...changes }) => {
  const before = await tx.target(contact, id, { withHidden: true });
  const next = { ...before, ...changes };
  const given = display_name === undefined ? before.display_name_given : display_name !== null;
  const shown = given ? (display_name ?? before.display_name) : namesOf(next.first_name, next.last_name);
  return tx.save(contact, before, { ...changes, display_name: shown, display_name_given: given });
});
