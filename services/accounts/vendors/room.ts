import { room } from "../../../shared/service/room.ts";
import { importsRows } from "../../../shared/service/rows.ts";
import { hidesUnused, rowsOf, tellsUses, type User } from "../../../shared/service/uses.ts";
import { supplyUses } from "../../inventory/public.ts";
import { contactLink } from "../crm/contact-link.ts";
import * as declared from "./declarations.ts";
import { vendor } from "./vendor.ts";

/** What keeps a vendor (DEL-8). */
const supplied = (["purchase_orders", "vendor_bills"] as const).map(
  (kind): User => ({
    kind,
    ask: (call, vendor_id) => call(supplyUses, { kind, vendor_id }),
  }),
);
const used = { resource: vendor, users: [rowsOf(contactLink, "entity_id"), ...supplied] };

export const vendorsRoom = room({
  resources: [vendor],
  handlers: [
    hidesUnused(declared.removeVendor, used),
    tellsUses(declared.vendorInUse, used),
    importsRows(declared.importVendors, vendor.actions.create),
  ],
});
