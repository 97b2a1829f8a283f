/** Platforms, their users and waitlists, and signing in. */
import * as accounts from "../../../../services/accounts/public.ts";
import * as contracts from "../../../../services/contracts/public.ts";
import { c, computed, elementsOf, field, inputOf, listShown, oneShown } from "../../../kit/index.ts";
import { outputOf, rowsOf, shape, showing, shown } from "../../../shapes/shape.ts";
import { always, own, shownOnly } from "../dialect.ts";
import { idOf } from "../ids.ts";

const { apiKey, marketplaceUser } = accounts;
const { paymentMethod, platform, waitlistEntry } = contracts;

/** Adds what is stored outside the platform's row: its mode, its people, and the full address of the logo. */
export type WholePlatform = contracts.Platform & {
  mode: string;
  admins: readonly string[];
  logo: string | null;
};
const terms = {
  ...own(platform, ["name", "description"]),
  ...own(platform, { platformFee: "platform_fee_ppm" }),
  url: field("url", c.url),
};
export const platformChangeShape = shape("PlatformChange", platform, terms);
export const platformShape = shape("Platform", rowsOf<WholePlatform>(platform), {
  ...own(platform, { id: "id", created: "created_at", updated: "updated_at" }, shownOnly),
  mode: shown("mode", c.text, always),
  admins: shown("admins", c.shownList(idOf("user")), always),
  logo: shown("logo", c.url),
  ...terms,
  // Candle's own bill to the platform; Backroom sends none.
  activeSubscription: computed(c.text, () => undefined),
});

/** A key without its text, of which the first characters tell it apart. */
export const keyShape = shape("PlatformKey", apiKey, {
  ...own(apiKey, ["id", "name", "mode", "prefix", "access"], shownOnly),
  ...own(apiKey, { created: "created_at", expires: "expires_at", lastUsed: "last_used_at" }, shownOnly),
});

const links = elementsOf(marketplaceUser, "links");
export const linkShape = shape("Link", links, {
  id: shown("id", idOf("link")),
  url: field("url", c.url, { required: true }),
  ...own(links, ["label"]),
});

export const methodShape = shape("PaymentMethod", paymentMethod, {
  ...own(paymentMethod, ["id", "type", "brand", "last4", "exp_month", "exp_year", "is_default"], shownOnly),
});

/** With what the platform's provider knows, and the picture's whole address. */
export type WholeUser = accounts.MarketplaceUser & {
  image: string | null;
  account: contracts.ProviderAccount | null;
  methods: readonly contracts.PaymentMethod[];
  /** In the answer to the request that made it, and nowhere else (PAM-1, PAM-2). */
  client_secret?: string;
  onboarding_url?: string;
};
export const userShape = shape("User", rowsOf<WholeUser>(marketplaceUser), {
  ...own(marketplaceUser, ["id", "platform_id"], shownOnly),
  email: field("email", c.email, { required: true }),
  ...own(marketplaceUser, ["username", "bio", "first_name", "last_name", "timezone"]),
  name: showing(field("name", c.text), ({ display_name }: WholeUser) => display_name),
  image: shown("image", c.url),
  stripeConnectId: computed(c.text, ({ account }: WholeUser) => account?.account_ref),
  chargesEnabled: computed(c.flag, ({ account }: WholeUser) => account?.charges_enabled ?? false, always),
  detailsSubmitted: computed(c.flag, ({ account }: WholeUser) => account?.details_submitted ?? false, always),
  stripeCustomerId: computed(c.text, ({ account }: WholeUser) => account?.customer_ref),
  links: shown("links", listShown(linkShape), always),
  paymentMethods: computed(listShown(methodShape), ({ methods }: WholeUser) => methods, always),
  ...own(marketplaceUser, { authenticated: "signed_in_at", scheduledDeletion: "scheduled_deletion_at" }),
  clientSecret: computed(c.text, ({ client_secret }: WholeUser) => client_secret),
  onboardingUrl: computed(c.url, ({ onboarding_url }: WholeUser) => onboarding_url),
});

/** The account at the provider as the bank side of it (PAM-1). */
const bank = rowsOf<contracts.ProviderAccount & { currency: string }>(contracts.providerAccount);
export const bankShape = shape("BankAccount", bank, {
  ...own(bank, { account: "account_ref", bankName: "bank_name", last4: "bank_last4" }, shownOnly),
  currency: shown("currency", c.currency, always),
  ...own(bank, ["provider", "charges_enabled", "payouts_enabled", "details_submitted"], shownOnly),
});

export const waitlistShape = shape("WaitlistEntry", waitlistEntry, {
  ...own(waitlistEntry, ["id", "email", "name", "position"]),
  ...own(waitlistEntry, { granted: "granted_at" }, shownOnly),
});

/** A picture that was uploaded before. */
export const mediaShape = shape("Media", rowsOf<{ file_id: string }>(), {
  media_id: field("file_id", idOf("file"), { required: true }),
});

type Uploaded = { id: string; url: string; mime_type: string; bytes: number };
export const uploadedShape = shape("UploadedMedia", rowsOf<Uploaded>(), {
  id: shown("id", idOf("file"), always),
  url: shown("url", c.url, always),
  mimeType: shown("mime_type", c.text, always),
  size: shown("bytes", c.integer, always),
});

const [asking, proving] = [inputOf(accounts.requestSignInCode), inputOf(accounts.verifySignInCode)];
export const emailShape = shape("OtpRequest", asking, own(asking, ["email"]));
export const otpShape = shape("OtpVerification", proving, own(proving, { email: "email", otp: "code" }));
export const refreshShape = shape("SessionRefresh", rowsOf<{ refresh_token: string }>(), {
  refreshToken: field("refresh_token", c.text),
});

const session = outputOf(accounts.refreshMarketplaceSession);
const tokens = own(session, ["token", "refresh_token", "expires_at"], shownOnly);
export const tokensShape = shape("Session", session, tokens);
type SignedIn = { token: string; refresh_token: string; expires_at: string; user: WholeUser };
export const signedInShape = shape("SignIn", rowsOf<SignedIn>(session), {
  ...tokens,
  user: shown("user", oneShown(userShape), always),
});
