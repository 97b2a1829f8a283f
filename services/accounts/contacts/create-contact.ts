import { command } from "../../../shared/service/operation.ts";
import { contact } from "./contact.ts";
import * as declared from "./declarations.ts";
import { namesOf } from "./methods.rules.ts";

export const createContact = command(declared.createContact, async (tx, input) =>
  tx.insert(contact, {
    ...input,
    display_name: input.display_name ?? namesOf(input.first_name, input.last_name),
    display_name_given: typeof input.display_name === "string",
  }),
);
