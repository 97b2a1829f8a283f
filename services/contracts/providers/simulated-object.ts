import { choice, count, flag, id, money, text } from "../../../shared/fields/index.ts";
import { MAX_AMOUNT } from "../../../shared/money.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** A card at the simulated provider: its last four digits decide what becomes of its charges (PAM-5). */
export const simulatedCard = resource({
  service: "contracts",
  name: "simulated_card",
  plural: "simulated_cards",
  fields: { ref: text({ max: 100 }), last4: text({ max: 4 }), user_id: id() },
  unique: [["ref"]],
  hardDelete: true,
  verbs: [],
});

/** What the simulated provider has done or refused. Its id is the key of the call, so that it is there once. */
export const simulatedObject = resource({
  service: "contracts",
  name: "simulated_object",
  plural: "simulated_objects",
  fields: {
    kind: choice(["charge", "refund", "transfer", "reversal"]),
    ref: text({ max: 100 }),
    /** The card, the charge, the bank account or the transfer that it is about. */
    of_ref: text({ max: 100 }),
    amount: money({ max: MAX_AMOUNT }),
    currency: text({ max: 3 }),
    failure: text({ optional: true, max: 100 }),
    /** Of a refund: it did not reach the buyer. */
    returned: flag({ default: false }),
    /** How often the call came. */
    asked: count(),
  },
  indexes: [{ of_ref: 1, kind: 1 }],
  hardDelete: true,
  verbs: [],
});
