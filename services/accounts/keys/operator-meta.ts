/** The system acting in an organization for an operator. */
import type { Meta } from "../../../shared/meta.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { organization } from "../organizations/organization.ts";
import { systemMeta } from "../organizations/tenants.ts";

export const operatorMeta = ({ id, slug, currency, timezone }: Entity<typeof organization>): Meta => {
  const meta = systemMeta(id);
  return { ...meta, org: { ...meta.org, slug, currency, timezone } };
};
