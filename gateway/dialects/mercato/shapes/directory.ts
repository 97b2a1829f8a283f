/** Bodies of organizations and tenants. */
import { c, field, rowsOf, shape } from "../../../kit/index.ts";
import { bothCasings } from "./common.ts";

type Unit = { name: string; is_active: boolean; parent_id: string; child_ids: string[] };
const required = { required: true } as const;
const unit = bothCasings({
  isActive: field("is_active", c.flag),
  parentId: field("parent_id", c.uuid, { nullable: true }),
  childIds: field("child_ids", c.listOf(c.uuid)),
});
export const unitShape = shape("OrganizationBody", rowsOf<Unit>(), {
  name: field("name", c.text, required),
  ...unit,
});
export const unitChangesShape = shape("OrganizationChanges", rowsOf<Unit>(), {
  name: field("name", c.text),
  ...unit,
});

type Tenant = { name: string; is_active: boolean };
const active = bothCasings({ isActive: field("is_active", c.flag) });
export const tenantShape = shape("TenantBody", rowsOf<Tenant>(), {
  name: field("name", c.text, required),
  ...active,
});
export const tenantChangesShape = shape("TenantChanges", rowsOf<Tenant>(), {
  name: field("name", c.text),
  ...active,
});
