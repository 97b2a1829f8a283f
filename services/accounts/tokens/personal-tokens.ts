/** Personal access tokens of one person. */
import { notFound } from "../../../shared/errors.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import { apiKey } from "../identity/api-key.ts";
import { newKeyText } from "../identity/key-text.ts";
import * as declared from "./declarations.ts";
import { membershipsOf, personIn } from "./memberships.ts";

const DAY_MS = 86_400_000;
const MOST = 1000;

export const createPersonalToken = beforeTenant(declared.createPersonalToken, async (global, input) => {
  const { user_id, org_id, name, expires_in_days } = input;
  const own = (await membershipsOf(global, user_id)).find((each) => each.org_id === org_id);
  if (!own) throw notFound("organization", org_id);
  const { key, prefix, hash } = newKeyText("pat");
  const unit = { action: declared.createPersonalToken.name };
  const token = await global.transact(personIn(org_id, user_id), unit, (tx) =>
    tx.insert(apiKey, {
      ...{ name, prefix, hash, mode: "live" as const, personal: true, member_id: own.id },
      // As much as its person may do, whatever that will be (PRM-2).
      access: "owner" as const,
      expires_at: expires_in_days
        ? new Date(Date.parse(tx.now) + expires_in_days * DAY_MS).toISOString()
        : null,
    }),
  );
  return { token, key };
});

export const listPersonalTokens = beforeTenant(declared.listPersonalTokens, async (global, { user_id }) => {
  const members = await membershipsOf(global, user_id);
  const filter = { member_id: { $in: members.map(({ id }) => id) }, personal: true, revoked_at: null };
  const rows = await global.due(apiKey, filter, MOST);
  const found = await Promise.all(rows.map(({ id }) => global.lookup(apiKey, { _id: id })));
  const tokens = found.flatMap((each) => (each ? [each.entity] : []));
  return { tokens: tokens.sort((a, b) => (a.created_at < b.created_at ? -1 : 1)) };
});

export const revokePersonalToken = beforeTenant(
  declared.revokePersonalToken,
  async (global, { user_id, id }) => {
    const found = await global.lookup(apiKey, { _id: id });
    const members = await membershipsOf(global, user_id);
    const own = members.find((each) => each.id === found?.entity.member_id);
    if (!own || !found?.entity.personal || found.entity.revoked_at) throw notFound("api_token", id);
    const unit = { action: declared.revokePersonalToken.name };
    await global.transact(personIn(own.org_id, user_id), unit, async (tx) =>
      tx.save(apiKey, await tx.load(apiKey, id), { revoked_at: tx.now }),
    );
    return { deleted_id: id };
  },
);
