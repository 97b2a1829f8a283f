import { command } from "../../../shared/service/operation.ts";
import { linkToCompany } from "../contact-links/company-links.ts";
import { contact } from "../crm/contact.ts";
import { namesOf } from "../crm/methods.rules.ts";
import { reachedBy } from "../crm/reached-by.ts";
import { registerNoted } from "../crm/words.ts";
import * as declared from "./declarations.ts";

export const createContact = command(declared.createContact, {
  after: registerNoted,
  async run(tx, input) {
    const made = await tx.insert(contact, {
      ...input,
      ...reachedBy(tx, { methods: [] }, input),
      display_name: input.display_name ?? namesOf(input.first_name, input.last_name),
      display_name_given: typeof input.display_name === "string",
    });
    await linkToCompany(tx, made, null);
    return made;
  },
});
