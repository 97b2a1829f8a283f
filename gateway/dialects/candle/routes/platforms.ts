/** The platform of the key with its waitlist, signing in by a code (AUT-1…4), and what needs no sign-in (D34). */
import * as accounts from "../../../../services/accounts/public.ts";
import * as contracts from "../../../../services/contracts/public.ts";
import { createPicture } from "../../../../services/platform/public.ts";
import { fail, notFound } from "../../../../shared/errors.ts";
import type { DialectContext } from "../../../kit/context.ts";
import { addressOf, FORM_BYTES, fileOf, storePicture } from "../../../kit/files.ts";
import * as kit from "../../../kit/index.ts";
import { own } from "../dialect.ts";
import { itsPlatform, namedBy, onPlatform, platformOf, where } from "../platform.ts";
import { feeEstimateShape, feeRequestShape } from "../shapes/contracts.ts";
import * as shapes from "../shapes/people.ts";
import { named, wholeUser } from "../users.ts";

const READ = "read:platforms";

async function adminsOf(ctx: DialectContext, { id }: contracts.Platform): Promise<string[]> {
  const operators = { field: "role", op: "in" as const, value: ["owner", "admin"] };
  const conditions = [where("platform_id", id), operators];
  const rows = await kit.allRows(ctx, accounts.marketplaceUser, { conditions, sort: "created_at" });
  return rows.map((each) => each.id);
}

const asPlatform = kit.completed(shapes.platformShape, async (ctx, row: contracts.Platform) => ({
  ...{ ...row, mode: ctx.principal.org.mode, admins: await adminsOf(ctx, row) },
  logo: row.logo_path ? addressOf(ctx, row.logo_path) : null,
}));

/** The platform in the path, which is the key's or is not found (PLT-1). */
const itself = {
  response: asPlatform,
  async also(ctx: DialectContext) {
    const id = kit.idOf(ctx, "platform");
    if ((await platformOf(ctx)).id !== id) throw notFound("platform", id);
    return { id };
  },
};

const getPlatformByDomain = kit.handle({
  ...{ scope: READ, response: asPlatform },
  async run(ctx) {
    // As people write it: in any case, with a port (8.7).
    const domain = (ctx.request.params.domain ?? "").toLowerCase().replace(/:\d+$/, "");
    const asked = { conditions: [where("domain", domain)], limit: 1 };
    const [found] = (await ctx.read(contracts.platform.actions.list, asked)).data;
    if (!found) throw notFound("platform", domain);
    return found;
  },
});

/** D44: the platform itself; 404 for a caller who is not one of its users. */
const checkMembership = kit.handle({
  ...{ scope: "read:marketplace_users", response: asPlatform },
  async run(ctx) {
    await named("user_id").id(ctx, READ);
    return platformOf(ctx);
  },
});

/** The first platform of the organization is also that of keys which name none (PLT-1). */
const listKeys = kit.handle({
  ...{ scope: "read:api_keys", response: kit.eachOf(shapes.keyShape) },
  async run(ctx) {
    const { platform_id } = await itsPlatform(ctx);
    const is_oldest = (await ctx.read(contracts.currentPlatform, {})).id === platform_id;
    return ctx.read(accounts.platformKeys, { org_id: ctx.principal.org.id, platform_id, is_oldest });
  },
});

/** Those who wait (WTL-2). */
const countWaitlist = kit.handle({
  ...{ scope: "read:waitlists", schema: kit.objectWith({ count: { type: "integer" } }) },
  async run(ctx) {
    const conditions = [...(await onPlatform(ctx)), where("granted_at", null)];
    const asked = { conditions, limit: 1, count: true };
    return { count: (await ctx.read(contracts.waitlistEntry.actions.list, asked)).count ?? 0 };
  },
});

/** An entry of the platform. */
const entry = {
  response: shapes.waitlistShape,
  async within(ctx: DialectContext) {
    await namedBy(contracts.waitlistEntry)(ctx);
    return ctx;
  },
};

/** The answer tells nothing about the address. */
const sendOtp = kit.handle({
  ...{ ...kit.refusing(accounts.requestSignInCode), body: shapes.emailShape, schema: kit.objectWith({}) },
  async run(ctx, { email = "" }) {
    await ctx.call(accounts.requestSignInCode, { ...(await itsPlatform(ctx)), email });
    return {};
  },
});

const wantsAddress = async (ctx: DialectContext, id: string, email: string): Promise<boolean> =>
  accounts.isSameAddress((await ctx.read(accounts.marketplaceUser.actions.get, { id })).pending_email, email);

/** Beside a session it proves the new address of the signed-in user (USR-2). */
const verifyOtp = kit.handle({
  ...{ ...kit.refusing(accounts.verifySignInCode), body: shapes.otpShape, response: shapes.signedInShape },
  async run(ctx, { email = "", code = "" }) {
    const { persona } = ctx.principal;
    const proves = persona && (await wantsAddress(ctx, persona.user_id, email));
    const whose = proves ? { user_id: persona.user_id } : {};
    const asked = { ...(await itsPlatform(ctx)), email, code, ...whose };
    const { user, ...tokens } = await ctx.call(accounts.verifySignInCode, asked);
    return { ...tokens, user: await wholeUser(ctx, user) };
  },
});

/** In the body, else as the session, else as the bearer (AUT-4). */
function refreshTokenOf({ request: { headers } }: DialectContext, given: string | undefined): string {
  const [, bearer] = /^bearer (\S+)$/i.exec(headers.authorization ?? "") ?? [];
  const token = given ?? headers["x-session-token"] ?? bearer;
  if (typeof token !== "string") throw fail("unauthorized", "Send the refresh token.");
  return token;
}

const refreshSession = kit.handle({
  ...{ scope: null, refuses: ["unauthorized"], body: shapes.refreshShape, response: shapes.tokensShape },
  run: (ctx, { refresh_token: given }) =>
    ctx.read(accounts.refreshMarketplaceSession, { refresh_token: refreshTokenOf(ctx, given) }),
});

const textOf = kit.inputOf(accounts.formUsername);
const generateUsername = kit.handle({
  ...{ scope: kit.OPTIONAL_KEY, body: kit.shape("UsernameRequest", textOf, own(textOf, ["text"])) },
  schema: kit.objectWith({ username: { type: "string" } }),
  async run(ctx, { text = "" }) {
    if (!ctx.request.principal) return ctx.read(accounts.formUsername, { text });
    return ctx.read(accounts.suggestUsername, { ...(await itsPlatform(ctx)), text });
  },
});

const estimateFee = kit.handle({
  ...{ ...kit.refusing(contracts.estimateFees), scope: kit.OPTIONAL_KEY, body: feeRequestShape },
  response: feeEstimateShape,
  async run(ctx, { amount = 0, ...given }) {
    if (!ctx.request.principal) return ctx.read(contracts.estimateUsualFees, { amount, ...given });
    return ctx.read(contracts.estimateFees, { ...(await itsPlatform(ctx)), amount, ...given });
  },
});

const uploadMedia = kit.handle({
  ...{ ...kit.refusing(createPicture), scope: "write:documents", file: "file", limit: FORM_BYTES },
  ...{ body: kit.shape("MediaUpload", kit.rowsOf<object>(), {}), media: ["multipart/form-data"] as const },
  response: shapes.uploadedShape,
  async run(ctx) {
    const { path, ...picture } = await storePicture(ctx, fileOf(ctx));
    return { ...picture, url: addressOf(ctx, path) };
  },
});

const { platformChangeShape: change, mediaShape: media, waitlistShape: waiting } = shapes;
export const platformOperations = {
  getPlatform: kit.handle({ scope: READ, response: asPlatform, run: platformOf }),
  updatePlatform: kit.run(contracts.changePlatform, { ...itself, body: change, mode: "change" }),
  setPlatformImage: kit.run(contracts.setPlatformLogo, { ...itself, body: media }),
  joinWaitlist: kit.run(contracts.joinWaitlist, { body: waiting, response: waiting, also: itsPlatform }),
  grantWaitlist: kit.run(contracts.grantWaitlistEntry, entry),
  leaveWaitlist: kit.run(contracts.removeWaitlistEntry, entry),
  ...{ getPlatformByDomain, checkMembership, countWaitlist, sendOtp, verifyOtp, refreshSession },
  ...{ generateUsername, estimateFee, uploadMedia },
};

const waitlist = kit.area(contracts.waitlistEntry, waiting, { filters: null });
/** What the texts mention without an operation of its own, and the right spelling of an address: both are answered. */
export const addedPlatforms = {
  "GET /platforms/keys": {
    ...{ id: "listPlatformKeys", tag: "Platforms", summary: "List the keys of the platform", does: listKeys },
  },
  "GET /waitlists": {
    ...{ id: "listWaitlist", tag: "Waitlists", summary: "List the waitlist" },
    does: kit.list(waitlist, onPlatform),
  },
  "POST /utils/generate/username": {
    ...{ id: "makeUsername", tag: "Utils", summary: "Make a username from a text", does: generateUsername },
  },
};
