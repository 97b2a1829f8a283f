/** Platforms, their users and waitlists. */
import { apiKey, type MarketplaceUser, marketplaceUser } from "../../../../services/accounts/public.ts";
import {
  type PaymentMethod,
  type Platform,
  type ProviderAccount,
  paymentMethod,
  platform,
  waitlistEntry,
} from "../../../../services/contracts/public.ts";
import {
  c,
  computed,
  elementsOf,
  field,
  listShown,
  rowsOf,
  shape,
  showing,
  shown,
} from "../../../kit/index.ts";
import { own } from "../dialect.ts";
import { idOf } from "../ids.ts";

const always = { always: true } as const;

/** Adds what is stored outside the platform's row: its mode, its people, and the full address of the logo. */
export type WholePlatform = Platform & { mode: string; admins: readonly string[]; logo: string | null };
const platformTexts = { name: field("name", c.text), description: field("description", c.text) } as const;
const platformTerms = {
  url: field("url", c.url),
  platformFee: field("platform_fee_ppm", c.percent),
} as const;
export const platformChangeShape = shape("PlatformChange", platform, { ...platformTexts, ...platformTerms });
export const platformShape = shape("Platform", rowsOf<WholePlatform>(platform), {
  id: shown("id", idOf("platform")),
  mode: shown("mode", c.text, always),
  created: shown("created_at", c.instantSeconds),
  updated: shown("updated_at", c.instantSeconds),
  name: platformTexts.name,
  admins: shown("admins", c.shownList(idOf("marketplace_user")), always),
  description: platformTexts.description,
  logo: shown("logo", c.url),
  ...platformTerms,
  // Candle's own bill to the platform; Backroom sends none.
  activeSubscription: computed(c.text, () => undefined),
});

/** A key without its text, of which the first characters tell it apart. */
export const keyShape = shape("PlatformKey", apiKey, {
  id: shown("id", idOf("api_key")),
  ...own(apiKey, ["name", "mode", "prefix", "access"], { readonly: true }),
  created: shown("created_at", c.instantSeconds),
  expires: shown("expires_at", c.instantSeconds),
  lastUsed: shown("last_used_at", c.instantSeconds),
});

export const linkShape = shape("Link", elementsOf(marketplaceUser, "links"), {
  id: shown("id", idOf("link")),
  url: field("url", c.url, { required: true }),
  label: field("label", c.text),
});

export const methodShape = shape("PaymentMethod", paymentMethod, {
  id: shown("id", idOf("payment_method")),
  ...own(paymentMethod, ["type", "brand", "last4", "exp_month", "exp_year", "is_default"], {
    readonly: true,
  }),
});

/** With what the platform's provider knows, and the picture's whole address. */
export type WholeUser = MarketplaceUser & {
  image: string | null;
  account: ProviderAccount | null;
  methods: readonly PaymentMethod[];
  /** In the answer to the request that made it, and nowhere else (PAM-1, PAM-2). */
  client_secret?: string;
  onboarding_url?: string;
};
export const userShape = shape("User", rowsOf<WholeUser>(marketplaceUser), {
  id: shown("id", idOf("marketplace_user")),
  platform_id: shown("platform_id", idOf("platform")),
  email: field("email", c.email, { required: true, filter: false }),
  username: field("username", c.text, { filter: false }),
  bio: field("bio", c.text),
  name: showing(field("name", c.text), ({ display_name }: WholeUser) => display_name),
  firstName: field("first_name", c.text),
  lastName: field("last_name", c.text),
  image: shown("image", c.url),
  stripeConnectId: computed(c.text, ({ account }: WholeUser) => account?.account_ref),
  chargesEnabled: computed(c.flag, ({ account }: WholeUser) => account?.charges_enabled ?? false, always),
  detailsSubmitted: computed(c.flag, ({ account }: WholeUser) => account?.details_submitted ?? false, always),
  timezone: field("timezone", c.text),
  stripeCustomerId: computed(c.text, ({ account }: WholeUser) => account?.customer_ref),
  authenticated: shown("signed_in_at", c.instantSeconds),
  links: shown("links", listShown(linkShape), always),
  paymentMethods: computed(listShown(methodShape), ({ methods }: WholeUser) => methods, always),
  scheduledDeletion: shown("scheduled_deletion_at", c.instantSeconds),
  clientSecret: computed(c.text, ({ client_secret }: WholeUser) => client_secret),
  onboardingUrl: computed(c.url, ({ onboarding_url }: WholeUser) => onboarding_url),
});

/** The account at the provider as the bank side of it (PAM-1). */
export const bankShape = shape("BankAccount", rowsOf<ProviderAccount & { currency: string }>(), {
  provider: shown("provider", c.text, always),
  account: shown("account_ref", c.text),
  bankName: shown("bank_name", c.text),
  last4: shown("bank_last4", c.text),
  currency: shown("currency", c.currency, always),
  chargesEnabled: shown("charges_enabled", c.flag, always),
  payoutsEnabled: shown("payouts_enabled", c.flag, always),
  detailsSubmitted: shown("details_submitted", c.flag, always),
});

export const waitlistShape = shape("WaitlistEntry", waitlistEntry, {
  id: shown("id", idOf("waitlist_entry")),
  email: field("email", c.email, { required: true, filter: false }),
  name: field("name", c.text),
  position: shown("position", c.integer),
  granted: shown("granted_at", c.instantSeconds),
});

/** A picture that was uploaded before. */
export const mediaShape = shape("Media", rowsOf<{ file_id: string }>(), {
  media_id: field("file_id", idOf("file"), { required: true }),
});
