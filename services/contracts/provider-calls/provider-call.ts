import { choice, count, flag, id, instant, text } from "../../../shared/fields/index.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";
import { providerNames } from "../platforms/platform.ts";

/**
 * A call of a provider that is due: written in the transaction that decides it, and made outside of it (CON-8). Its id is that
 * of the transaction whose money it moves, and the key of the call at the provider (INV-41).
 */
export const providerCall = resource({
  service: "contracts",
  name: "provider_call",
  plural: "provider_calls",
  fields: {
    /** The settlement, refund or transaction that needs it. */
    decided_by: id(),
    /** The same, and whose money it moves. */
    cause: text({ max: 200 }),
    provider: choice(providerNames),
    /** The payment method, the charge, the bank account or the transfer at the provider that it is about. */
    of_ref: text({ max: 200 }),
    /** Of a charge. */
    customer_ref: text({ optional: true, max: 200 }),
    /** Of a refund (CON-11). */
    return_fees: flag({ optional: true }),
    /** `unanswered`: the provider may forget the key soon, so that the call is not repeated any more. */
    status: choice(["due", "done", "unanswered"]),
    tries: count(),
    next_at: instant({ optional: true }),
    error: text({ optional: true, max: 500 }),
  },
  unique: [["cause"]],
  indexes: [{ decided_by: 1 }],
  globalIndexes: [{ status: 1, next_at: 1, org_id: 1 }],
  hardDelete: true,
  verbs: [],
});

export type ProviderCall = Entity<typeof providerCall>;
