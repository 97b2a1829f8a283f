/** Signing in and out, password resets, the language, and the caller's rights (2.1, 2.2). */
import { stringifySetCookie } from "cookie";
import * as accounts from "../../../../services/accounts/public.ts";
import { fail, invalidField } from "../../../../shared/errors.ts";
import {
  ANY_KEY,
  type Behavior,
  type DialectContext,
  handle,
  objectWith,
  reply,
} from "../../../kit/index.ts";
import type { Parameter } from "../../../kit/request.ts";
import { asked, okSchema } from "../area.ts";
import { cookiesOf, featuresOf } from "../dialect.ts";
import * as shapes from "../shapes/auth.ts";

const EIGHT_HOURS_S = 8 * 60 * 60;
const MONTH_S = 30 * 86_400;
const YEAR_S = 365 * 86_400;
const form = ["application/x-www-form-urlencoded", "multipart/form-data", "application/json"] as const;
const open = { scope: null } as const;

/** A cookie that scripts cannot read, sent over https alone where the caller uses it. */
const cookie = ({ request }: DialectContext, name: string, value: string, maxAge: number): string =>
  stringifySetCookie({
    ...{ name, value, maxAge, path: "/", httpOnly: true, sameSite: "lax" },
    secure: request.headers["x-forwarded-proto"] === "https",
  });

export const signedInCookie = (ctx: DialectContext, token: string): string =>
  cookie(ctx, "auth_token", token, EIGHT_HOURS_S);

const postAuthLogin = handle({
  ...{ ...open, body: shapes.loginShape, media: form, refuses: ["unauthorized", "forbidden"] },
  async run(ctx, { email = "", password = "", remember = false, required_roles = null }) {
    const asked = { email, password, remember, required_roles };
    const { token, session_token } = await ctx.read(accounts.signIn, asked);
    const cookies = [
      signedInCookie(ctx, token),
      ...(session_token ? [cookie(ctx, "session_token", session_token, MONTH_S)] : []),
    ];
    return reply({ body: { ok: true, token, redirect: "/backend" }, headers: { "Set-Cookie": cookies } });
  },
});

/** An address of the same origin, else the fallback. */
function ownPath(wished: string | undefined, fallback = "/"): string {
  return wished && /^\/(?![/\\])[^\s\\]*$/.test(wished) ? wished : fallback;
}
export const redirect = (to: string, cookies: string[] = []): object =>
  reply({ status: 302, headers: { Location: to, ...(cookies.length ? { "Set-Cookie": cookies } : {}) } });

const wishedPage = {
  ...{ name: "redirect", schema: { type: "string" } },
  about: "A path of this server, such as `/orders`.",
};

/** Has no query shape, because unknown parameters must not be refused here. */
export const going = (
  sendsOn: string,
  run: (ctx: DialectContext) => Promise<object>,
  parameters: readonly Parameter[] = [],
): Behavior => ({ scope: null, response: null, sendsOn, run, parameters: () => parameters });

const refreshed = async (ctx: DialectContext): Promise<object> => {
  const wished = ownPath(asked(ctx, "redirect"));
  const { session_token } = cookiesOf(ctx.request.headers);
  const renewed = session_token ? await ctx.read(accounts.renewSignIn, { session_token }) : { token: null };
  if (!renewed.token) return redirect(`/login?redirect=${encodeURIComponent(wished)}`);
  return redirect(wished, [signedInCookie(ctx, renewed.token)]);
};
const getAuthSessionRefresh = going("Sent on to the wanted page.", refreshed, [wishedPage]);

/** Ends the session of the token, wherever it is sent. */
const logout = (): Behavior =>
  going("Sent to the login page.", async (ctx) => {
    const [, bearer] = /^bearer (\S+)$/i.exec(ctx.request.headers.authorization ?? "") ?? [];
    const { auth_token: token = bearer } = cookiesOf(ctx.request.headers);
    if (token) await ctx.read(accounts.signOut, { token });
    return redirect("/login", [cookie(ctx, "auth_token", "", 0), cookie(ctx, "session_token", "", 0)]);
  });

const postAuthReset = handle({
  ...{ ...open, body: shapes.resetShape, media: form, schema: okSchema },
  async run(ctx, { email = "" }) {
    await ctx.read(accounts.requestPasswordReset, { email });
    return { ok: true };
  },
});

const postAuthResetConfirm = handle({
  ...{ ...open, body: shapes.confirmShape, media: form, refuses: ["unprocessable"] },
  async run(ctx, { token = "", password = "" }) {
    const { done } = await ctx.read(accounts.resetPassword, { token, password });
    if (!done) throw fail("unprocessable", "Invalid or expired token.");
    return { ok: true, redirect: "/login" };
  },
});

const postAuthLocale = handle({
  ...{ ...open, body: shapes.localeShape, schema: okSchema },
  async run(ctx, { locale = "en" }) {
    const headers = { "Set-Cookie": cookie(ctx, "locale", locale, YEAR_S) };
    return reply({ body: { ok: true }, headers });
  },
});

/** The language that the cookie of a browser names. */
export function localeOf({ request }: DialectContext): string {
  const { locale } = cookiesOf(request.headers);
  return shapes.locales.find((each) => each === locale) ?? "en";
}

/** Tells the language; asked for one, or for a page, it sends browsers on (MRC-AUT-5). */
const localeChosen = async (ctx: DialectContext): Promise<object> => {
  const [wished, page] = [asked(ctx, "locale"), asked(ctx, "redirect")];
  if (wished === undefined && page === undefined) return { locale: localeOf(ctx) };
  if (!wished) return redirect(ownPath(page));
  const locale = shapes.locales.find((each) => each === wished);
  if (locale) return redirect(ownPath(page), [cookie(ctx, "locale", locale, YEAR_S)]);
  const allowed = shapes.locales.join(", ");
  throw invalidField("/locale", "invalid_value", `'locale' must be one of: ${allowed}.`);
};
const getAuthLocale: Behavior = {
  ...going("Sent on to the wanted page, in the wanted language.", localeChosen, [
    { name: "locale", schema: { type: "string", enum: [...shapes.locales] } },
    wishedPage,
  ]),
  response: () => objectWith({ locale: { type: "string" } }),
};

const postAuthFeatureCheck = handle({
  ...{ scope: ANY_KEY, body: shapes.featuresShape },
  async run(ctx, { features = [] }) {
    const held = featuresOf(ctx.principal);
    const granted = features.filter((each) => held.has(each));
    return { ok: granted.length === features.length, granted };
  },
});

const getAuthFeatures = handle({
  scope: "read:roles",
  async run(ctx) {
    const { features, modules } = await ctx.read(accounts.listFeatures, {});
    return { items: features, modules };
  },
});

export const signInOperations = {
  ...{ postAuthLogin, getAuthSessionRefresh, postAuthReset, postAuthResetConfirm },
  ...{ getAuthLogout: logout(), postAuthLogout: logout() },
  ...{ postAuthLocale, getAuthLocale, postAuthFeatureCheck, getAuthFeatures },
};
