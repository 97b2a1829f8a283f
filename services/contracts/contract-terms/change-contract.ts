import { fail } from "../../../shared/errors.ts";
import { realChanges } from "../../../shared/service/differences.ts";
import { command } from "../../../shared/service/operation.ts";
import { pinsIn, termsOf } from "../contracts/balance-terms.ts";
import { contract } from "../contracts/contract.ts";
import { type Contract, defined } from "../contracts/contract-view.ts";
import { balanced, requireFree, saveContract } from "../contracts/save-terms.ts";
import * as declared from "./declarations.ts";
import { wholeTerms } from "./whole-terms.ts";

export const changeContract = command(declared.changeContract, {
  async gather(call, { id, due_at, notes, recurrence, currency, ...terms }, _meta, reader) {
    const given = defined(terms);
    if (Object.keys(given).length === 0) return null;
    const before = await reader.get(contract, id);
    return wholeTerms(call, given, { platform_id: before?.platform_id ?? null, before });
  },
  async run(tx, { id, due_at, notes, recurrence, currency: asked }, terms) {
    const before = await tx.target(contract, id);
    const currency = asked ?? before.currency;
    const plain = realChanges(before, defined({ due_at, notes, recurrence, currency }));
    if ("recurrence" in plain) requireNoInvoice(before);
    if ("due_at" in plain) requireUnpaid(before);
    if ("currency" in plain) requireBare(before);
    if (terms === null) return saveContract(tx, before, plain);
    const columns = balanced(before, termsOf(terms, before, currency), { pins: pinsIn(terms) });
    if (Object.keys(columns).length) requireFree(before);
    return saveContract(tx, before, { ...plain, ...columns });
  },
});

function requireUnpaid({ status }: Contract): void {
  if (status === "draft" || status === "open" || status === "partially_paid") return;
  throw fail("locked", "'payment_terms' cannot be changed after everything is paid.", {
    contract_status: status,
  });
}

/** The cycle of an invoice is that of its subscription. */
function requireNoInvoice({ subscription_id }: Contract): void {
  if (!subscription_id) return;
  const message = "'recurrence' of the invoice of a subscription cannot be changed.";
  throw fail("locked", message, {
    subscription_id,
    errors: [{ pointer: "/recurrence", code: "locked", message }],
  });
}

/** CON-14: the currency is fixed, because the same figure is another amount in another currency. */
function requireBare({ status, items, fees }: Contract): void {
  if (status === "draft" && items.length === 0 && fees.every(({ amount }) => amount === null)) return;
  const message = "'currency' can only be changed in a draft without items and fees of a fixed amount.";
  throw fail("locked", message, {
    contract_status: status,
    errors: [{ pointer: "/currency", code: "locked", message }],
  });
}
