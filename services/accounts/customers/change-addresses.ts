/** Addresses of customers: one that becomes primary takes the place of the former one in the same write (MRC-CUS-9). */
import { invalidField, notFound } from "../../../shared/errors.ts";
import { clearOthers, insertNew } from "../../../shared/service/only-one.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type CustomerAddress, customerAddress } from "../crm/customer-address.ts";
import { registerNoted } from "../crm/words.ts";
import { lockParty } from "./customer-party.ts";
import * as declared from "./declarations.ts";

export const createCustomerAddress = command(declared.createCustomerAddress, {
  after: registerNoted,
  async run(tx, input) {
    const { id: customer_id, kind, business_unit_id } = await lockParty(tx, input.customer_id);
    const own = { customer_id, customer_kind: kind, business_unit_id };
    const made = await insertNew(tx, customerAddress, { ...input, ...own });
    return tx.load(customerAddress, made.id);
  },
});

async function present(tx: Tx, id: string): Promise<CustomerAddress> {
  const found = await tx.target(customerAddress, id);
  if (found.deleted_at) throw notFound("customer_address", id);
  return found;
}

export const changeCustomerAddress = command(declared.changeCustomerAddress, {
  after: registerNoted,
  async run(tx, { id, customer_id, ...changes }) {
    const before = await present(tx, id);
    if (customer_id !== undefined && customer_id !== before.customer_id)
      throw invalidField("/customer_id", "fixed", "An address stays with its customer.");
    if (changes.is_primary && !before.is_primary) await lockParty(tx, before.customer_id);
    await clearOthers(tx, customerAddress, { ...before, ...changes }, id);
    return tx.save(customerAddress, before, changes);
  },
});

const gone = ({ now }: Tx) => ({ deleted_at: now, is_primary: false });

export const removeCustomerAddress = command(declared.removeCustomerAddress, async (tx, { id }) => {
  const before = await tx.target(customerAddress, id);
  if (before.deleted_at) return before;
  return tx.save(customerAddress, before, gone(tx), { verb: "deleted" });
});
