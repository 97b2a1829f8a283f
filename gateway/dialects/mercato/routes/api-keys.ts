/** API keys, which act in roles (5.2). */
import * as accounts from "../../../../services/accounts/public.ts";
import {
  area,
  type DialectContext,
  handle,
  list,
  manyById,
  objectWith,
  refusing,
} from "../../../kit/index.ts";
import { ofPresent, ofShown, openObjects, removing } from "../area.ts";
import * as shapes from "../shapes/api-keys.ts";
import { unitOf } from "../shapes/common.ts";

/** Names of what keys refer to, in one call for each kind. */
async function complete(ctx: DialectContext, rows: readonly shapes.KeyRow[]): Promise<void> {
  const role_ids = [...new Set(rows.flatMap(({ role_ids }) => role_ids ?? []))];
  const [roles, { units }] = await Promise.all([
    manyById(ctx, accounts.role, role_ids),
    ctx.read(accounts.businessUnitTree, {}),
  ]);
  const names = new Map(units.map(({ id, name }) => [id, name]));
  for (const row of rows) {
    row.organization_name = names.get(unitOf(row)) ?? null;
    row.roles = (row.role_ids ?? []).map((id) => {
      const name = roles.get(id)?.name;
      return { id, name: typeof name === "string" ? name : null };
    });
  }
}

/** Those of persons are not the organization's, and revoked ones are gone. */
const keys = area<shapes.KeyRow>(accounts.apiKey, shapes.keyShape, {
  complete,
  only: [
    { field: "revoked_at", op: "eq", value: null },
    { field: "personal", op: "eq", value: false },
  ],
});

const postApiKeysKeys = handle({
  ...{ ...refusing(accounts.createApiKey), body: shapes.newKeyShape },
  schema: objectWith({ secret: { type: "string" }, roles: openObjects }),
  async run(ctx, { name = "", roles, ...given }) {
    const made = await ctx.call(accounts.createApiKey, {
      ...{ ...given, name, access: "roles", roles: roles ?? [] },
    });
    const row = { ...made, organization_name: null, roles: [] };
    await complete(ctx, [row]);
    return {
      ...{ id: row.id, name, keyPrefix: row.prefix, secret: made.key },
      ...{ tenantId: row.org_id, organizationId: unitOf(row), roles: row.roles },
    };
  },
});

const deleteApiKeysKeys = ofShown(
  accounts.apiKey,
  ({ personal }) => personal === false,
  ofPresent(
    keys,
    removing(
      refusing(accounts.revokeApiKey),
      "api_key",
      (ctx, id) => ctx.call(accounts.revokeApiKey, { id }),
      () => ({ success: true }),
    ),
  ),
);

export const apiKeyOperations = {
  getApiKeysKeys: list(keys),
  postApiKeysKeys,
  deleteApiKeysKeys,
};
