import { room } from "../../../shared/service/room.ts";
import { importsRows } from "../../../shared/service/rows.ts";
import { hidesUnused, rowsOf, tellsUses } from "../../../shared/service/uses.ts";
import { contactLink } from "../crm/contact-link.ts";
import * as declared from "./declarations.ts";
import { vendor } from "./vendor.ts";

/** What keeps a vendor (DEL-8). */
const used = { resource: vendor, users: [rowsOf(contactLink, "entity_id")] };

export const vendorsRoom = room({
  resources: [vendor],
  handlers: [
    hidesUnused(declared.removeVendor, used),
    tellsUses(declared.vendorInUse, used),
    importsRows(declared.importVendors, vendor.actions.create),
  ],
});
