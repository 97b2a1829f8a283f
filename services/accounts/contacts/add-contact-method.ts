import { fail } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import { live } from "../crm/live.ts";
import { contact, type Method } from "./contact.ts";
import * as declared from "./declarations.ts";
import { methodValue, saveMethods, shownMethod } from "./method-changes.ts";

const MOST_METHODS = 100;

export const addContactMethod = command(
  declared.addContactMethod,
  async (tx, { contact_id, type, value, label, ...flags }) => {
    const before = live(contact, await tx.load(contact, contact_id));
    if (before.methods.length >= MOST_METHODS)
      throw fail("unprocessable", `A contact has at most ${MOST_METHODS} methods; delete one first.`);
    const added: Method = {
      ...{ id: newId(), type, value: methodValue(type, value), label: label ?? null, ...flags },
      ...{ created_at: tx.now, updated_at: tx.now },
    };
    return shownMethod(await saveMethods(tx, before, [...before.methods, added], added.id), added.id);
  },
);
