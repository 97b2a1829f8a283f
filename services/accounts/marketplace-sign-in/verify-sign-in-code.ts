/** Signs a user in by the code from their mail (AUT-2, AUT-3). A try is counted before the code is looked at (USR-1). */
import { timingSafeEqual } from "node:crypto";
import { nowInstant } from "../../../shared/clock.ts";
import { fail } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { typedAs } from "../../../shared/resource/words.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { admission } from "../../contracts/public.ts";
import { signedIn as signedInAccess } from "../access-notes/signed-in.ts";
import { isSameAddress } from "../marketplace-users/addresses.rules.ts";
import { waitlisted } from "../marketplace-users/errors.ts";
import { type MarketplaceUser, marketplaceUser, shown } from "../marketplace-users/marketplace-user.ts";
import { insertUser, withFreeUsername } from "../marketplace-users/new-user.ts";
import { MOST_TRIES, macOf } from "./codes.ts";
import * as declared from "./declarations.ts";
import { marketplaceSession } from "./marketplace-session.ts";
import { codeId, oneTimeCode } from "./one-time-code.ts";
import { newRefreshToken } from "./refresh-token.ts";

type Input = { platform_id: string; email: string; code: string; user_id?: string | null };

const wrong = () => fail("unauthorized", "This code is wrong, used or expired; request a new one.");

const equal = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** The HMAC of the code that is right; throws 401 for any other. */
async function rightCode({ reader, write }: FlowContext, id: string, code: string): Promise<string> {
  const where = { code_mac: { $ne: null }, tries: { $lt: MOST_TRIES }, expires_at: { $gt: nowInstant() } };
  if ((await write.updateMany(oneTimeCode, [{ id, where, update: { $inc: { tries: 1 } } }])) === 0)
    throw wrong();
  const { code_mac } = await reader.load(oneTimeCode, id, { withHidden: true });
  if (!code_mac || !equal(code_mac, macOf(reader, id, code))) throw wrong();
  return code_mac;
}

/** For the holder of the address, or a signed-in user who requests it (USR-2). */
async function userOf(reader: Pick<Tx, "findOne">, { platform_id, email, user_id }: Input) {
  if (!user_id)
    return reader.findOne(marketplaceUser, { platform_id, ...typedAs(marketplaceUser, "email", email) });
  const found = await reader.findOne(marketplaceUser, { _id: user_id, platform_id });
  return isSameAddress(found?.pending_email, email) ? found : null;
}

async function signedIn(tx: Tx, input: Input): Promise<MarketplaceUser> {
  const { platform_id, email, user_id } = input;
  const before = await userOf(tx, input);
  if (!before) return insertUser(tx, { platform_id, email }, { signed_in_at: tx.now });
  const proven = user_id ? { email: before.pending_email, pending_email: null } : {};
  return tx.save(marketplaceUser, before, { signed_in_at: tx.now, scheduled_deletion_at: null, ...proven });
}

async function open(tx: Tx, input: Input, id: string, code_mac: string) {
  const used = { $set: { code_mac: null, sealed_letter: null } };
  if (!(await tx.update(oneTimeCode, { _id: id, code_mac }, used, { emit: "none" }))) throw wrong();
  const user = await signedIn(tx, input);
  tx.access(signedInAccess);
  const session_id = newId();
  const { refresh_token, stored } = newRefreshToken(tx.cipher, session_id, tx.now);
  const { platform_id } = input;
  await tx.insert(marketplaceSession, { id: session_id, user_id: user.id, platform_id, ...stored });
  return { session_id, refresh_token, user: shown(user) };
}

export const verifySignInCode = flow(declared.verifySignInCode, async (context, input) => {
  const { reader, call, transact, meta } = context;
  const { platform_id, email, code, user_id } = input;
  const id = codeId(platform_id, email);
  const code_mac = await rightCode(context, id, code);
  const known = await userOf(reader, input);
  if (!known && user_id) throw wrong();
  if (!known && !(await call(admission, { platform_id, email })).admitted)
    throw waitlisted({}, [{ pointer: "/email" }]);
  // Its answer has tokens and is not kept: the same request again finds the code used.
  const { session_id, ...opened } = await withFreeUsername(false, () =>
    transact(meta, { action: declared.verifySignInCode.name }, (tx) => open(tx, input, id, code_mac)),
  );
  return { ...opened, ...(await call(declared.signMarketplaceSession, { session_id })) };
});
