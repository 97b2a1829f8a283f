/** The provider that the operator has set, or the built-in one; its circuit breaker lives as long as the settings. */
import type { ServiceSettings } from "../../../shared/service/settings.ts";
import { heuristic } from "../pictures/heuristic.ts";
import { httpProvider } from "../pictures/http-provider.ts";
import type { Provider } from "../pictures/provider.ts";

const made = new WeakMap<ServiceSettings, Provider>();

export function providerOf(settings: ServiceSettings): Provider {
  const known = made.get(settings);
  if (known) return known;
  const { CLASSIFY_URL: url, CLASSIFY_TIMEOUT_MS: timeout_ms } = settings;
  const provider = url ? httpProvider({ url: String(url), timeout_ms: Number(timeout_ms) }) : heuristic;
  made.set(settings, provider);
  return provider;
}
