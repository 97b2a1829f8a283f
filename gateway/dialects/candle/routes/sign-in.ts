/** Signing in by a code (AUT-1…4), and what needs no sign-in (D34). */
import {
  formUsername,
  isSameAddress,
  marketplaceUser,
  refreshMarketplaceSession,
  requestSignInCode,
  suggestUsername,
  verifySignInCode,
} from "../../../../services/accounts/public.ts";
import { estimateFees as estimateAt, estimateUsualFees } from "../../../../services/contracts/public.ts";
import { createPicture } from "../../../../services/platform/public.ts";
import { fail } from "../../../../shared/errors.ts";
import { addressOf, FORM_BYTES, fileOf, storePicture } from "../../../kit/files.ts";
import { type DialectContext, handle, OPTIONAL_KEY, refusing, rowsOf, shape } from "../../../kit/index.ts";
import { platformOf } from "../platform.ts";
import * as shapes from "../shapes/sign-in.ts";
import { wholeUser } from "../users.ts";

const empty = { type: "object", properties: {} };

/** The answer tells nothing about the address. */
const sendOtp = handle({
  ...{ ...refusing(requestSignInCode), body: shapes.emailShape, schema: empty },
  async run(ctx, { email = "" }) {
    await ctx.call(requestSignInCode, { platform_id: (await platformOf(ctx)).id, email });
    return {};
  },
});

/** Beside a session it proves the new address of the signed-in user (USR-2). */
const verifyOtp = handle({
  ...{ ...refusing(verifySignInCode), body: shapes.otpShape, response: shapes.signedInShape },
  async run(ctx, { email = "", code = "" }) {
    const { id: platform_id } = await platformOf(ctx);
    const { persona } = ctx.principal;
    const proves = persona && (await wantsAddress(ctx, persona.user_id, email));
    const asked = { platform_id, email, code, ...(proves ? { user_id: persona.user_id } : {}) };
    const { user, ...tokens } = await ctx.call(verifySignInCode, asked);
    return { ...tokens, user: await wholeUser(ctx, user) };
  },
});

const wantsAddress = async (ctx: DialectContext, id: string, email: string): Promise<boolean> =>
  isSameAddress((await ctx.read(marketplaceUser.actions.get, { id })).pending_email, email);

/** In the body, else as the session, else as the bearer (AUT-4). */
function refreshTokenOf({ request: { headers } }: DialectContext, given: string | undefined): string {
  const [, bearer] = /^bearer (\S+)$/i.exec(headers.authorization ?? "") ?? [];
  const token = given ?? headers["x-session-token"] ?? bearer;
  if (typeof token !== "string") throw fail("unauthorized", "Send the refresh token.");
  return token;
}

const refreshSession = handle({
  ...{ scope: null, refuses: ["unauthorized"], body: shapes.refreshShape, response: shapes.tokensShape },
  run: (ctx, { refresh_token }) =>
    ctx.read(refreshMarketplaceSession, { refresh_token: refreshTokenOf(ctx, refresh_token) }),
});

const generateUsername = handle({
  ...{ scope: OPTIONAL_KEY, body: shapes.textShape },
  schema: { type: "object", properties: { username: { type: "string" } }, required: ["username"] },
  async run(ctx, { text = "" }) {
    if (!ctx.request.principal) return ctx.read(formUsername, { text });
    return ctx.read(suggestUsername, { platform_id: (await platformOf(ctx)).id, text });
  },
});

/** The document misspells its address; both are answered. */
export const addedUtilities = {
  "POST /utils/generate/username": {
    ...{ id: "makeUsername", tag: "Utils" },
    ...{ summary: "Make a username from a text", does: generateUsername },
  },
};

const estimateFee = handle({
  ...{ ...refusing(estimateAt), scope: OPTIONAL_KEY, body: shapes.feeRequestShape },
  response: shapes.feeEstimateShape,
  async run(ctx, { amount = 0, ...given }) {
    if (!ctx.request.principal) return ctx.read(estimateUsualFees, { amount, ...given });
    return ctx.read(estimateAt, { platform_id: (await platformOf(ctx)).id, amount, ...given });
  },
});

const uploadMedia = handle({
  ...{ ...refusing(createPicture), scope: "write:documents", file: "file", limit: FORM_BYTES },
  ...{ body: shape("MediaUpload", rowsOf<object>(), {}), media: ["multipart/form-data"] as const },
  response: shapes.uploadedShape,
  async run(ctx) {
    const { path, ...picture } = await storePicture(ctx, fileOf(ctx));
    return { ...picture, url: addressOf(ctx, path) };
  },
});

export const signInOperations = {
  ...{ sendOtp, verifyOtp, refreshSession },
  ...{ generateUsername, estimateFee, uploadMedia },
};
