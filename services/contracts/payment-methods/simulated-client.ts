/** What a user's browser does at the simulated provider: it has the secret of a step, and nothing else (PAM-5). */
import { fail, invalidField, notFound } from "../../../shared/errors.ts";
import { newId, sha256 } from "../../../shared/ids.ts";
import { systemMeta } from "../../../shared/meta.ts";
import type { Global } from "../../../shared/service/global.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { simulatedCard } from "../providers/simulated-object.ts";
import { refOf } from "../providers/simulated-refs.ts";
import { simulatedStep, type simulatedSteps } from "../providers/simulated-step.ts";
import { noteAccount } from "./at-provider.ts";
import { brandOf, passesLuhn } from "./cards.rules.ts";
import * as declared from "./declarations.ts";
import { paymentMethod } from "./payment-method.ts";

type Own = { user_id: string; platform_id: string; provider: "simulated" };

/** Carries out a step once, in one transaction with its mark. */
async function once<T>(
  global: Global,
  kind: (typeof simulatedSteps)[number],
  secret: string,
  work: (tx: Tx, own: Own, step_id: string) => Promise<T>,
): Promise<T> {
  const found = await global.lookup(simulatedStep, { secret_hash: sha256(secret) });
  if (found?.entity.kind !== kind) throw notFound("step of the simulated provider");
  const { id, org_id, user_id, platform_id } = found.entity;
  const meta = systemMeta("contracts:simulated", org_id, newId());
  return global.transact(meta, { action: `contracts.simulated.${kind}` }, async (tx) => {
    const open = { _id: id, used_at: null, expires_at: { $gt: tx.now } };
    if (!(await tx.update(simulatedStep, open, { $set: { used_at: tx.now } }, { emit: "none" })))
      throw fail("forbidden", "This step was completed already, or its time is over; begin anew.");
    return work(tx, { user_id, platform_id, provider: "simulated" }, id);
  });
}

export const confirmSimulatedCard = beforeTenant(declared.confirmSimulatedCard, async (global, input) => {
  const { client_secret, card_number, exp_month, exp_year } = input;
  if (!passesLuhn(card_number))
    throw invalidField("/card_number", "invalid_value", "'card_number' must be the number of a card.");
  return once(global, "set_up", client_secret, async (tx, own, step_id) => {
    const others = await tx.count(paymentMethod, { user_id: own.user_id, is_default: true });
    const [ref, last4] = [refOf("pm", step_id), card_number.slice(-4)];
    await tx.append(simulatedCard, [{ ref, last4, user_id: own.user_id }]);
    return tx.insert(paymentMethod, {
      ...own,
      ...{ provider_ref: ref, type: "card", brand: brandOf(card_number) },
      ...{ last4, exp_month, exp_year, is_default: others === 0 },
    });
  });
});

export const completeSimulatedOnboarding = beforeTenant(
  declared.completeSimulatedOnboarding,
  (global, { secret }) =>
    once(global, "onboarding", secret, (tx, own) =>
      noteAccount(tx, own, {
        ...{ charges_enabled: true, payouts_enabled: true, details_submitted: true },
        ...{ bank_name: "Simulated Bank", bank_last4: "6789" },
      }),
    ),
);
