/** Founding a tenant by oneself, with the link of a mail (5.4). */
import { confirmSignup, requestSignup } from "../../../../services/accounts/public.ts";
import { invalid } from "../../../../shared/errors.ts";
import { handle } from "../../../kit/index.ts";
import { asked, okSchema } from "../area.ts";
import { signupShape } from "../shapes/auth.ts";
import { going, redirect, signedInCookie } from "./sign-in.ts";

const wrong = (name: string, message: string) => ({ pointer: `/${name}`, code: "invalid_value", message });

const postOnboardingOnboarding = handle({
  ...{ scope: null, body: signupShape, refuses: ["conflict", "not_found"], schema: okSchema },
  async run(ctx, { repeated, accepted, email = "", password = "", ...given }) {
    const errors = [
      ...(repeated === password
        ? []
        : [wrong("confirmPassword", "'confirmPassword' must equal 'password'.")]),
      ...(accepted === true ? [] : [wrong("termsAccepted", "'termsAccepted' must be true.")]),
    ];
    if (errors.length) throw invalid(errors);
    const { first_name = "", last_name = "", organization_name = "", locale } = given;
    const wish = { email, password, first_name, last_name, organization_name, ...(locale ? { locale } : {}) };
    await ctx.read(requestSignup, wish);
    return { ok: true };
  },
});

const getOnboardingOnboardingVerify = going(
  "Sent on to the back office, signed in; or to a page that says why not.",
  async (ctx) => {
    const { outcome, token } = await ctx.read(confirmSignup, { token: asked(ctx, "token") ?? "" });
    if (!token) return redirect(`/onboarding?status=${outcome}`);
    return redirect("/backend", [signedInCookie(ctx, token)]);
  },
  [{ name: "token", schema: { type: "string" }, about: "Of the mail." }],
);

export const onboardingOperations = { postOnboardingOnboarding, getOnboardingOnboardingVerify };
