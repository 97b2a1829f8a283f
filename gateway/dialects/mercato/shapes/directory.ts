/** Bodies of organizations and tenants. */
import { c, field, rowsOf, shape } from "../../../kit/index.ts";
import { bothCasings } from "./common.ts";

type Unit = { name: string; is_active: boolean; parent_id: string; child_ids: string[] };
const named = {
  name: field("name", c.text, { required: true }),
  ...bothCasings({ isActive: field("is_active", c.flag) } as const),
};
export const unitShape = shape("OrganizationBody", rowsOf<Unit>(), {
  ...named,
  ...bothCasings({
    parentId: field("parent_id", c.uuid, { nullable: true }),
    childIds: field("child_ids", c.listOf(c.uuid)),
  } as const),
});

export const tenantShape = shape("TenantBody", rowsOf<Pick<Unit, "name" | "is_active">>(), named);
