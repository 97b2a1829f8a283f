import { choice, id, instant, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

export const simulatedSteps = ["set_up", "onboarding"] as const;

/** What a user has begun at the simulated provider: a card to be handed over, or a bank account to be connected (PAM-5). */
export const simulatedStep = resource({
  service: "contracts",
  name: "simulated_step",
  plural: "simulated_steps",
  fields: {
    kind: choice(simulatedSteps),
    user_id: id(),
    platform_id: id(),
    secret_hash: text({ hidden: true, max: 64 }),
    expires_at: instant(),
    used_at: instant({ optional: true }),
  },
  globalIndexes: [{ secret_hash: 1 }],
  hardDelete: true,
  verbs: [],
});
