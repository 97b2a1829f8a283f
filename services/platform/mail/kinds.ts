/** The event, recipients and text of each kind of mail: one row per kind (NTF-2). */
import type { EventDeclaration } from "../../../shared/events/event.ts";
import { usableLocale } from "../../../shared/locale.ts";
import { MICRO } from "../../../shared/micro.ts";
import { formatDecimal } from "../../../shared/money.ts";
import {
  invitationLetter,
  invitationSent,
  marketplaceUser,
  membersToTell,
  organization,
  passwordResetLetter,
  passwordResetRequested,
  signInCodeRequested,
  signInLetter,
  signupLetter,
  signupRequested,
} from "../../accounts/public.ts";
import { material, sku } from "../../catalog/public.ts";
import {
  contractEvents,
  contractLetter,
  grantLetter,
  platform,
  type Subscription,
  subscriptionEvents,
  subscriptionLetter,
  waitlistGranted,
} from "../../contracts/public.ts";
import { location, stockLow } from "../../inventory/public.ts";
import { disputeLost, disputeOpened, disputeWon, refundExceeded, refundReturned } from "./dispute-kinds.ts";
import type { MailKindName } from "./mail.ts";
import { keeping, kind, type MailKind } from "./mail-kind.ts";
import { roleIn } from "./texts.ts";

const units = (micro: number, locale: string): string =>
  new Intl.NumberFormat(usableLocale(locale), { maximumFractionDigits: 6 }).format(micro / MICRO);

/** The address of a page, if the operator has named one, else the token alone. */
const linkWith = (page: unknown, token: string): string =>
  page === undefined ? token : String(page).replace("{token}", token);

const invitation = kind({
  on: invitationSent,
  async recipients(call, { invitation_id, expires_at }) {
    const { letter } = await call(invitationLetter, { id: invitation_id, expires_at });
    return { emails: letter ? [letter.email] : [], locale: letter?.locale ?? "en" };
  },
  async values({ call, locale, settings }, { invitation_id, expires_at }) {
    const { letter } = await call(invitationLetter, { id: invitation_id, expires_at });
    if (!letter) return null;
    const { organization, inviter_name, role, token, timezone } = letter;
    const until = { dateStyle: "long", timeStyle: "short", timeZone: timezone } as const;
    const { INVITATION_URL: page } = settings;
    return {
      organization,
      inviter: inviter_name ?? organization,
      role: roleIn(locale, role),
      until: new Intl.DateTimeFormat(usableLocale(locale), until).format(new Date(expires_at)),
      acceptance: linkWith(page, token),
    };
  },
});

const lowStock = kind({
  on: stockLow,
  recipients: (call) => call(membersToTell, { scope: "write:purchase_orders" }),
  async values({ call, locale }, data) {
    const { sku_id, material_id, location_id, reorder_quantity } = data;
    const [stockable, site] = await Promise.all([
      sku_id
        ? call(sku.actions.get, { id: sku_id })
        : material_id
          ? call(material.actions.get, { id: material_id })
          : null,
      call(location.actions.get, { id: location_id }),
    ]);
    if (!stockable) return null;
    return {
      what: `${stockable.code} ${stockable.name}`,
      site: site.name,
      available: units(data.available, locale),
      on_order: units(data.on_order, locale),
      reorder_point: units(data.reorder_point, locale),
      reorder_quantity: reorder_quantity ? units(reorder_quantity, locale) : "–",
    };
  },
});

const signInCode = kind({
  on: signInCodeRequested,
  async recipients(call, { code_id, expires_at }) {
    const { letter } = await call(signInLetter, { code_id, expires_at });
    if (!letter) return { emails: [], locale: "en" };
    const { org_id } = await call(platform.actions.get, { id: letter.platform_id });
    const { locale } = await call(organization.actions.get, { id: org_id });
    return { emails: [letter.email], locale };
  },
  async values({ call }, { code_id, expires_at }) {
    const { letter } = await call(signInLetter, { code_id, expires_at });
    if (!letter) return null;
    const { name } = await call(platform.actions.get, { id: letter.platform_id });
    return { platform: name, code: letter.code };
  },
});

const granted = kind({
  on: waitlistGranted,
  async recipients(call, { waitlist_entry_id: id }) {
    const { letter } = await call(grantLetter, { id });
    return { emails: letter ? [letter.email] : [], locale: letter?.locale ?? "en" };
  },
  async values({ call }, { waitlist_entry_id: id }) {
    const { letter } = await call(grantLetter, { id });
    return letter && { platform: letter.platform, address: letter.url ?? letter.platform };
  },
});

const contractSent = keeping({
  on: contractEvents.sent,
  keep: ({ contract: { id, last_sent_at } }) => ({ id, last_sent_at }),
  /** The buyers who owe something. */
  async recipients(call, { contract: { org_id, platform_id, buyers } }) {
    const ids = buyers.filter(({ due, paid }) => due > paid).map(({ user_id }) => user_id);
    if (!platform_id || ids.length === 0) return { emails: [], locale: "en" };
    const [users, { locale }] = await Promise.all([
      call(marketplaceUser.actions.many, { ids }),
      call(organization.actions.get, { id: org_id }),
    ]);
    return { emails: users.flatMap(({ email }) => email ?? []), locale };
  },
  async values({ call, to, locale }, { id, last_sent_at }) {
    if (!last_sent_at) return null;
    const { letter } = await call(contractLetter, { id, last_sent_at, to });
    if (!letter) return null;
    const { platform: at, url, number, amount, currency, due_at, timezone } = letter;
    const day = { dateStyle: "long", timeZone: timezone } as const;
    return {
      ...{
        platform: at,
        number,
        address: url ?? at,
        amount: `${formatDecimal(amount, currency)} ${currency}`,
      },
      until: due_at ? new Intl.DateTimeFormat(usableLocale(locale), day).format(new Date(due_at)) : "–",
    };
  },
});

const signup = kind({
  on: signupRequested,
  async recipients(call, asked) {
    const { letter } = await call(signupLetter, asked);
    return { emails: letter ? [letter.email] : [], locale: letter?.locale ?? "en" };
  },
  async values({ call, settings }, asked) {
    const { letter } = await call(signupLetter, asked);
    const { SIGNUP_URL: page } = settings;
    return letter && { organization: letter.organization, link: linkWith(page, letter.token) };
  },
});

const passwordReset = kind({
  on: passwordResetRequested,
  async recipients(call, { reset_id }) {
    const { letter } = await call(passwordResetLetter, { reset_id });
    return { emails: letter ? [letter.email] : [], locale: letter?.locale ?? "en" };
  },
  async values({ call, settings }, { reset_id }) {
    const { letter } = await call(passwordResetLetter, { reset_id });
    const { PASSWORD_RESET_URL: page } = settings;
    return letter && { reset: linkWith(page, letter.token) };
  },
});

type AboutSubscription = { subscription: Subscription };

/** To the subscriber, while it is true. */
const toSubscriber = (
  on: EventDeclaration<AboutSubscription>,
  about: "payment_failed" | "ending",
): MailKind<AboutSubscription, { id: string }> =>
  keeping({
    on,
    keep: ({ subscription: { id } }) => ({ id }),
    async recipients(call, { subscription: { org_id, user_id } }) {
      const [users, { locale }] = await Promise.all([
        call(marketplaceUser.actions.many, { ids: [user_id] }),
        call(organization.actions.get, { id: org_id }),
      ]);
      return { emails: users.flatMap(({ email }) => email ?? []), locale };
    },
    async values({ call, locale }, { id }) {
      const { letter } = await call(subscriptionLetter, { id, about });
      if (!letter) return null;
      const { platform: at, url, amount, currency, next_attempt_at, ends_on, timezone } = letter;
      const inWords = (when: string, timeZone: string) =>
        new Intl.DateTimeFormat(usableLocale(locale), { dateStyle: "long", timeZone }).format(new Date(when));
      return {
        ...{ platform: at, address: url ?? at, amount: `${formatDecimal(amount, currency)} ${currency}` },
        again: next_attempt_at ? inWords(next_attempt_at, timezone) : "–",
        until: ends_on ? inWords(ends_on, "UTC") : "–",
      };
    },
  });

export const kinds: Readonly<Record<MailKindName, MailKind>> = {
  ...{
    invitation,
    low_stock: lowStock,
    sign_in_code: signInCode,
    waitlist_granted: granted,
    contract_sent: contractSent,
  },
  password_reset: passwordReset,
  signup,
  ...{ dispute_opened: disputeOpened, dispute_won: disputeWon, dispute_lost: disputeLost },
  ...{ refund_exceeded: refundExceeded, refund_returned: refundReturned },
  payment_failed: toSubscriber(subscriptionEvents.past_due, "payment_failed"),
  subscription_ending: toSubscriber(subscriptionEvents.ending, "ending"),
};
