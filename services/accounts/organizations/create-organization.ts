/** Creates an organization with its owner and the owner's first key. The call has no tenant yet. */
import { newId } from "../../../shared/ids.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { freeSlug } from "./free-slug.ts";
import { insertOrganization } from "./insert-organization.ts";
import { organization } from "./organization.ts";
import { systemMeta } from "./tenants.ts";

export const createOrganization = beforeTenant(
  declared.createOrganization,
  async (global, { only_first, ...input }) => {
    const first = (await global.tenants(organization)).length === 0;
    if (only_first && !first) return { made: null };
    const id = newId();
    const slug = await freeSlug(global, input.name, id);
    const { key } = await global.transact(
      systemMeta(id),
      { action: declared.createOrganization.name },
      (tx) => insertOrganization(tx, { ...input, id, slug, first }),
    );
    return { made: { organization_id: id, slug, key } };
  },
);
