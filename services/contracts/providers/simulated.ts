/** The simulated provider: an adapter with stored state of its own, whose ids follow from what they are for (PAM-5). */
import { randomBytes } from "node:crypto";
import { sha256 } from "../../../shared/ids.ts";
import type { Payee, Provider, ProviderPlace } from "./provider.ts";
import { simulatedMoney } from "./simulated-money.ts";
import { refOf } from "./simulated-refs.ts";
import { simulatedStep } from "./simulated-step.ts";

type Step = { kind: "set_up" | "onboarding"; lasts_ms: number };

async function begin(
  { transact, meta }: ProviderPlace,
  payee: Payee,
  { kind, lasts_ms }: Step,
): Promise<string> {
  const secret = randomBytes(32).toString("base64url");
  const { user_id, platform_id } = payee;
  await transact(meta, { action: `contracts.simulated.${kind}` }, async (tx) => {
    const expires_at = new Date(Date.parse(tx.now) + lasts_ms).toISOString();
    await tx.insert(simulatedStep, { kind, user_id, platform_id, secret_hash: sha256(secret), expires_at });
  });
  return secret;
}

export const simulated: Provider = {
  async setUp(place, payee) {
    const client_secret = await begin(place, payee, { kind: "set_up", lasts_ms: 24 * 60 * 60_000 });
    return { customer_ref: refOf("cus", payee.user_id), client_secret };
  },
  async onboard(place, payee) {
    const secret = await begin(place, payee, { kind: "onboarding", lasts_ms: 5 * 60_000 });
    return {
      account_ref: refOf("acct", payee.user_id),
      url: `/simulated-provider/onboarding/${secret}`,
    };
  },
  ...simulatedMoney,
};
