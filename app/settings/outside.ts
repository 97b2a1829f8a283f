/** Servers of others that Backroom asks or tells. */
import { hostList, matching, oneOf, whole } from "./kinds.ts";
import type { SettingTable } from "./setting.ts";

export const outside = {
  FIREBASE_PROJECT_ID: {
    parse: matching(/^[a-z][a-z0-9-]{4,29}$/, "the id of a Firebase project"),
    meaning: "Firebase project whose users may sign in with their identity tokens.",
  },
  FIREBASE_KEYS_URL: {
    default: "https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com",
    parse: matching(/^https?:\/\/[^\s/]+/, "a URL that begins with http:// or https://"),
    meaning: "Public keys of these tokens.",
  },
  CLASSIFY_URL: {
    parse: matching(/^https?:\/\/[^\s/]+/, "a URL that begins with http:// or https://"),
    meaning: "Your own service for picture classification; without it the built-in heuristic is used.",
  },
  CLASSIFY_TIMEOUT_MS: {
    default: "10000",
    parse: whole({ min: 100, max: 25_000 }),
    meaning: "Time limit of that service including one retry, in milliseconds.",
  },
  CALENDARS_ALLOWED_HOSTS: {
    parse: matching(hostList, "hosts with their ports like calendar.internal:8080, separated by commas"),
    meaning:
      "`host:port` pairs in your own network, separated by commas, from which calendars may be read, also without TLS.",
  },
  PICTURES_ALLOWED_HOSTS: {
    parse: matching(hostList, "hosts with their ports like shop.internal:8080, separated by commas"),
    meaning: "`host:port` pairs, separated by commas, in your own network that imports fetch pictures from.",
  },
  PICTURES_TIMEOUT_MS: {
    default: "20000",
    parse: whole({ min: 100, max: 300_000 }),
    meaning: "Time limit of fetching one picture of an import, in milliseconds.",
  },
  RATES_ALLOWED_HOSTS: {
    parse: matching(hostList, "hosts with their ports like rates.internal:8080, separated by commas"),
    meaning:
      "`host:port` pairs in your own network, separated by commas, that may be asked for exchange rates, also without TLS.",
  },
  WEBHOOKS_ALLOWED_HOSTS: {
    parse: matching(hostList, "hosts with their ports like receiver.internal:8080, separated by commas"),
    meaning:
      "`host:port` pairs in your own network, separated by commas, to which webhooks may go, also without TLS.",
  },
  WEBHOOKS_ALLOW_HTTP: {
    default: "no",
    parse: oneOf(["no", "yes"]),
    meaning: "Whether webhooks may go to public addresses without TLS.",
  },
  STRIPE_SECRET_KEY: {
    parse: matching(/^\S{8,}$/, "a secret key of Stripe like sk_live_..."),
    secret: true,
    needs: "STRIPE_WEBHOOK_SECRET",
    meaning: "Secret key of your account at Stripe, for platforms whose provider is `stripe`.",
  },
  STRIPE_WEBHOOK_SECRET: {
    parse: matching(/^\S{8,}$/, "a signing secret of Stripe like whsec_..."),
    secret: true,
    meaning:
      "Signing secret of the webhook endpoint at Stripe, whose address is `/stripe/events`, with the events `setup_intent.succeeded`, `account.updated`, `charge.dispute.*`, `charge.refunded`, `refund.updated`, `refund.failed` and `transfer.reversed`. Required with `STRIPE_SECRET_KEY`.",
  },
  STRIPE_API_URL: {
    default: "https://api.stripe.com",
    parse: matching(/^https?:\/\/[^\s/]+$/, "an address without a path"),
    meaning: "Address of Stripe's API; another one for tests.",
  },
} as const satisfies SettingTable;
