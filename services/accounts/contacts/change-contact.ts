/** Changes a contact; a display name that was never set follows the names, and null makes it follow them again (CTC-1). */
import { command } from "../../../shared/service/operation.ts";
import { linkToCompany } from "../contact-links/company-links.ts";
import { contact } from "../crm/contact.ts";
import { namesOf } from "../crm/methods.rules.ts";
import { reachedBy } from "../crm/reached-by.ts";
import { registerNoted } from "../crm/words.ts";
import { savePerson } from "../parties/save-party.ts";
import * as declared from "./declarations.ts";

export const changeContact = command(declared.changeContact, {
  after: registerNoted,
  async run(tx, { id, display_name, email, phone_number, ...changes }) {
    const before = await tx.target(contact, id, { withHidden: true });
    const next = { ...before, ...changes };
    const names = namesOf(next.first_name, next.last_name);
    // Who sends back what they were shown sets nothing.
    const same =
      display_name === undefined || (display_name === before.display_name && display_name === names);
    const given = same ? before.display_name_given : display_name !== null;
    const shown = given ? (display_name ?? before.display_name) : names;
    const saved = await savePerson(tx, before, {
      ...{ ...changes, ...reachedBy(tx, before, { email, phone_number }) },
      ...{ display_name: shown, display_name_given: given },
    });
    await linkToCompany(tx, saved, before.company_id);
    return saved;
  },
});
