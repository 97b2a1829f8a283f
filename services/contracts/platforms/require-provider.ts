import type { Reader } from "../../../shared/service/reader.ts";
import { stripeUnset } from "./errors.ts";
import type { ProviderName } from "./platform.ts";

/** Refuses a provider that the operator has not set up. */
export function requireProvider({ settings }: Reader, provider: ProviderName | null | undefined): void {
  if (provider === "stripe" && !settings.STRIPE_SECRET_KEY) throw stripeUnset({});
}
