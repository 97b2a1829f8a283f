/** Stripe's own client, as the operator has set it up. */
import Stripe from "stripe";
import type { ServiceSettings } from "../../../shared/service/settings.ts";
import { stripeUnset } from "../platforms/errors.ts";

/** Shorter than the claim of a call. */
const TIMEOUT_MS = 8000;
const clients = new Map<string, Stripe>();

const OWN = "https://api.stripe.com";

/** One client for a key and an address; it keeps its connections. */
export function stripeOf({ STRIPE_SECRET_KEY: key, STRIPE_API_URL: address = OWN }: ServiceSettings): Stripe {
  if (!key) throw stripeUnset({});
  const name = `${address} ${key}`;
  const known = clients.get(name);
  if (known) return known;
  const { hostname: host, port, protocol } = new URL(String(address));
  const isPlain = protocol === "http:";
  const made = new Stripe(String(key), {
    ...{ host, port: port || (isPlain ? 80 : 443), protocol: isPlain ? "http" : "https" },
    // The deciding saga and the worker repeat a call under its key.
    ...{ maxNetworkRetries: 0, timeout: TIMEOUT_MS, telemetry: false },
  });
  clients.set(name, made);
  return made;
}

const REFUSED = [400, 402, 404];

/** Stripe's word for a refusal; null if the refusal is not final. */
export function refusalOf(error: unknown): string | null {
  const { errors } = Stripe;
  if (error instanceof errors.StripeCardError) return error.decline_code ?? error.code ?? "card_declined";
  const isRefusal =
    error instanceof errors.StripeInvalidRequestError && REFUSED.includes(error.statusCode ?? 0);
  return isRefusal ? (error.code ?? "invalid_request") : null;
}

/** The event, if the body was signed by Stripe within the last five minutes. */
export function stripeEventOf(
  settings: ServiceSettings,
  { text, signature }: { text: string; signature: string },
): Stripe.Event | null {
  const { webhooks } = stripeOf(settings);
  try {
    return webhooks.constructEvent(text, signature, String(settings.STRIPE_WEBHOOK_SECRET ?? ""));
  } catch {
    return null;
  }
}
