/** Roles on a platform are granted by callers who may grant roles in the organization (ORG-1). */
import { fail } from "../../../shared/errors.ts";
import { hasScope, type Meta } from "../../../shared/meta.ts";
import type { MarketplaceRole } from "./marketplace-user.ts";

export function refuseGranting(meta: Meta, before: MarketplaceRole, role: MarketplaceRole | undefined): void {
  if (role === undefined || role === before || hasScope(meta, "write:roles")) return;
  throw fail("forbidden", "Granting a role requires the scope write:roles.", {
    required_scope: "write:roles",
    errors: [{ pointer: "/role", code: "forbidden", message: "Leave the role as it is." }],
  });
}
