/** What the providers charge (CON-13). */
import type { ProcessorRate } from "../balance/processor-fee.rules.ts";
import type { ProviderName } from "../platforms/platform.ts";

/** The usual fee of a card: 2.9 % and 30 minor units per charge. */
const card: ProcessorRate = { ppm: 29_000, fixed: 30 };

export const processorRates: Readonly<Record<ProviderName, ProcessorRate>> = {
  offline: { ppm: 0, fixed: 0 },
  simulated: card,
  stripe: card,
};

/** For an estimate that names no platform. */
export const usualRate = card;
