import { command } from "../../../shared/service/operation.ts";
import { refuseSelfDealing } from "../contracts/check-terms.ts";
import type { Contract } from "../contracts/contract-view.ts";
import { type Edit, editTerms } from "../contracts/save-terms.ts";
import { leftOf, newBuyer } from "../contracts/term-rows.ts";
import * as declared from "./declarations.ts";
import { requireParty, requireRoom, rowWith } from "./part-rows.ts";

export const addContractBuyer = command(declared.addContractBuyer, {
  gather: (call, { id, user_id }, _meta, reader) => requireParty(call, reader, id, user_id),
  run: (tx, { id, user_id, weight, due = null }) =>
    editTerms(tx, id, (before) => {
      requireRoom("buyer", before.buyers, user_id);
      refuseSelfDealing([{ user_id }], before.sellers, "/user_id");
      return withPin(before, [...before.buyers, { ...newBuyer(user_id), weight }], user_id, due);
    }),
});

export const pinContractBuyer = command(declared.pinContractBuyer, (tx, { id, buyer_id, due = null }) =>
  editTerms(tx, id, (before) =>
    withPin(before, before.buyers, rowWith("buyer", before.buyers, buyer_id).user_id, due),
  ),
);

/** The buyers with this one pinned to what they pay, or without the pin (CON-18). */
function withPin(before: Contract, buyers: Contract["buyers"], user_id: string, due: number | null): Edit {
  const rate = before.include_processor_fees ? before.processor : null;
  const pin = due === null ? { pinned: false } : { pinned: true, base: leftOf(due, rate, "/due") };
  return {
    terms: { buyers: buyers.map((each) => (each.user_id === user_id ? { ...each, ...pin } : each)) },
    pins: due === null ? [] : [{ side: "buyers", user_id, pointer: "/due" }],
  };
}

/** CON-17: a buyer who has paid stays, because terms with payments do not change. */
export const removeContractBuyer = command(declared.removeContractBuyer, (tx, { id, buyer_id }) =>
  editTerms(tx, id, ({ buyers }) => {
    const before = rowWith("buyer", buyers, buyer_id);
    return { terms: { buyers: buyers.filter((each) => each !== before) } };
  }),
);
