/** The tenants of an organization, and the system acting in one. */
import { newId, sha256 } from "../../../shared/ids.ts";
import { type Meta, systemActor } from "../../../shared/meta.ts";
import type { Mode } from "../identity/key-text.ts";

/** An organization's test data is a tenant of its own, whose id follows from the organization's (PRM-3). */
export function testTenant(org_id: string): string {
  const hex = sha256(`${org_id}:test`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The actor when an organization is created or a key is looked up. */
export function systemMeta(org_id: string, mode: Mode = "live", request_id = newId()): Meta {
  const org = { id: org_id, slug: "", mode, currency: "USD", timezone: "UTC" };
  return { org, actor: systemActor("accounts"), scopes: ["*"], request_id };
}
