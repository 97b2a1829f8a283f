import * as accounts from "../../../../services/accounts/public.ts";
import { type DialectContext, manyById } from "../../../kit/index.ts";

/** Who looks at something; no user for a key. */
export async function viewerOf(ctx: DialectContext) {
  const { member_id } = ctx.principal;
  const found = member_id ? (await manyById(ctx, accounts.member, [member_id])).get(member_id) : undefined;
  const name = [found?.first_name, found?.last_name].filter(Boolean).join(" ") || null;
  return { userId: member_id, name, email: found?.email ?? null };
}
