/** Vendors: imported, and deleted when nothing refers to them. */
import { id } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { importOf } from "../../../shared/service/rows.ts";
import { inUseShape } from "../../../shared/service/uses.ts";
import { vendor } from "./vendor.ts";

export const removeVendor = operation({
  name: "accounts.vendor.remove",
  http: "DELETE /vendors/{id}",
  scope: "delete:vendors",
  about: "Delete a vendor. Refused while something refers to it. Returns the deleted vendor.",
  refuses: ["in_use"],
  input: { id: id() },
  output: entityOf(vendor),
});

export const vendorInUse = operation({
  name: "accounts.vendor.in_use",
  http: "GET /vendors/{id}/in-use",
  scope: "read:vendors",
  about: "Get what refers to a vendor.",
  input: { id: id() },
  output: inUseShape,
});

export const importVendors = importOf(vendor);
