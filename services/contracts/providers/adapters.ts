import type { ProviderName } from "../platforms/platform.ts";
import { offline } from "./offline.ts";
import type { Provider } from "./provider.ts";
import { simulated } from "./simulated.ts";
import { stripe } from "./stripe.ts";

export const adapters: Readonly<Record<ProviderName, Provider>> = { offline, simulated, stripe };
