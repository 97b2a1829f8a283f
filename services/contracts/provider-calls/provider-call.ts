import { choice, count, flag, id, instant, text } from "../../../shared/fields/index.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";
import { providerNames } from "../platforms/platform.ts";

const readonly = { readonly: true } as const;
const unless = { optional: true, readonly: true } as const;

/**
 * A call of a provider that is due: written in the transaction that decides it, and made outside of it (CON-8). Its id is that
 * of the transaction whose money it moves, and the key of the call at the provider (INV-41).
 */
export const providerCall = resource({
  service: "contracts",
  name: "provider_call",
  plural: "provider_calls",
  scope: "contracts",
  fields: {
    decided_by: id({ ...readonly, about: "The settlement, refund or transaction that needs it." }),
    /** The same, and whose money it moves. */
    cause: text({ ...readonly, hidden: true, max: 200 }),
    provider: choice(providerNames, { ...readonly, filter: ["eq"] }),
    of_ref: text({
      ...{ ...readonly, max: 200 },
      about: "The payment method, the charge, the bank account or the transfer that it is about.",
    }),
    customer_ref: text({ ...unless, max: 200, about: "Of a charge." }),
    /** Of a refund (CON-11). */
    return_fees: flag({ ...unless, hidden: true }),
    status: choice(["due", "done", "unanswered"], {
      ...{ ...readonly, filter: ["eq"] },
      about:
        "`unanswered`: it is not repeated any more, because the provider may forget its key. Somebody must find out.",
    }),
    tries: count(readonly),
    next_at: instant(unless),
    error: text({ ...unless, max: 500, about: "Why the last attempt brought no answer." }),
  },
  unique: [["cause"]],
  indexes: [{ decided_by: 1 }],
  globalIndexes: [{ status: 1, next_at: 1, org_id: 1 }],
  hardDelete: true,
  verbs: ["list", "get"],
});

export type ProviderCall = Entity<typeof providerCall>;
