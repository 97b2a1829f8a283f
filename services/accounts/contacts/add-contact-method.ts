import { newId } from "../../../shared/ids.ts";
import { live } from "../../../shared/service/live.ts";
import { command } from "../../../shared/service/operation.ts";
import { refuseHidden } from "../../../shared/service/visible.ts";
import { contact, type Method } from "../crm/contact.ts";
import { refuseFull } from "../crm/reached-by.ts";
import * as declared from "./declarations.ts";
import { methodValue, saveMethods, shownMethod } from "./method-changes.ts";

export const addContactMethod = command(
  declared.addContactMethod,
  async (tx, { contact_id, type, value, label, ...flags }) => {
    const before = live(contact, refuseHidden(contact, tx.meta, await tx.load(contact, contact_id)));
    refuseFull(before);
    const added: Method = {
      ...{ id: newId(), type, value: methodValue(type, value), label: label ?? null, ...flags },
      ...{ created_at: tx.now, updated_at: tx.now },
    };
    return shownMethod(await saveMethods(tx, before, [...before.methods, added], added.id), added.id);
  },
);
