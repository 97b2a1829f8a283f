/** Classifies pictures by the operator's provider if it answers, otherwise by the built-in one. */
import { heuristic } from "./heuristic.ts";
import type { Asked, Provider } from "./provider.ts";
import { limitationsOf, type Proposals } from "./rules/proposals.ts";

export type Classified = {
  proposals: Proposals;
  provider: string;
  model_version: string;
  took_ms: number;
  limitations: string[];
};

async function by(provider: Provider, asked: Asked) {
  const { model_version, ...proposals } = await provider.classify(asked);
  return { proposals, model_version, provider: provider.name, limitations: limitationsOf(proposals) };
}

/** A failure of the provider is not an error: the answer has `provider_unavailable`. */
export async function classifyBy(provider: Provider, asked: Asked): Promise<Classified> {
  const began = performance.now();
  const found = await by(provider, asked).catch(async (error: unknown) => {
    if (provider === heuristic) throw error;
    const instead = await by(heuristic, asked);
    return { ...instead, limitations: [...instead.limitations, "provider_unavailable"] };
  });
  return { ...found, took_ms: Math.round(performance.now() - began) };
}
