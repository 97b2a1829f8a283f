/** Operations that draft contracts and change their terms, whole or one part at a time. */
import { choice, flag, id, money } from "../../../shared/fields/index.ts";
import { currencies, MAX_AMOUNT } from "../../../shared/money.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { contract, partsInput, termsInput } from "../contracts/contract.ts";

const shape = entityOf(contract);
const { platform_id, user_id, due_at, notes, recurrence } = contract.fields;
const pinned = (about: string) => money({ optional: true, max: MAX_AMOUNT, about });

export const createContract = operation({
  name: "contracts.contract.create",
  http: "POST /contracts",
  status: 201,
  scope: "write:contracts",
  about:
    "Create a contract. The contract is a draft whose amounts are balanced between buyers and sellers. Returns the contract.",
  refuses: ["conflict", "currency_mismatch", "fees_exceed_subtotal", "unprocessable"],
  input: {
    ...{ platform_id, user_id },
    currency: choice(currencies, { optional: true, about: "The organization's when absent." }),
    ...termsInput,
    ...{ due_at, notes, recurrence },
  },
  output: shape,
});

export const changeContract = operation({
  name: "contracts.contract.change",
  http: "PATCH /contracts/{id}",
  change: true,
  scope: "write:contracts",
  about:
    "Change a contract. Its terms can be changed while it is a draft, or while it is open and nothing is paid; an open contract must then be sent again before payment. Its payment terms can be changed until it is paid, and its notes at any time. The currency can be changed in a draft without items. Returns the contract.",
  refuses: ["currency_mismatch", "fees_exceed_subtotal", "invalid_transition", "locked", "unprocessable"],
  input: { id: id(), ...termsInput, currency: contract.fields.currency, due_at, notes, recurrence },
  output: shape,
});

export const rebalanceContract = operation({
  name: "contracts.contract.rebalance",
  http: "POST /contracts/{id}/rebalance",
  scope: "write:contracts",
  about:
    "Rebalance a contract. Divides its amounts between buyers and sellers again; `reset` removes all pinned amounts first. Returns the contract.",
  refuses: ["fees_exceed_subtotal", "invalid_transition", "locked", "unprocessable"],
  input: { id: id(), reset: flag({ default: false }) },
  output: shape,
});

const changesTerms = ["currency_mismatch", "fees_exceed_subtotal", "locked", "unprocessable"];

export const addContractItem = operation({
  name: "contracts.contract.add_item",
  http: "POST /contracts/{id}/items",
  scope: "write:contracts",
  about:
    "Add an item of a product to a contract. Its owner becomes a seller. An item of the same product at the same price gets the quantity in addition. Returns the contract.",
  refuses: changesTerms,
  input: {
    id: id(),
    product_id: id(),
    quantity: partsInput.item.quantity,
    unit_price: partsInput.item.unit_price,
  },
  output: shape,
});

export const removeContractItem = operation({
  name: "contracts.contract.remove_item",
  http: "DELETE /contracts/{id}/items/{item_id}",
  scope: "write:contracts",
  about:
    "Remove an item from a contract. A seller who loses the last item by it is removed, unless their amount is pinned. Returns the contract.",
  refuses: changesTerms,
  input: { id: id(), item_id: id() },
  output: shape,
});

export const addContractBuyer = operation({
  name: "contracts.contract.add_buyer",
  http: "POST /contracts/{id}/buyers",
  scope: "write:contracts",
  about: "Add a buyer to a contract. With `due` their amount is pinned. Returns the contract.",
  refuses: ["conflict", ...changesTerms],
  input: { id: id(), ...partsInput.buyer, due: pinned("What the buyer pays, with every fee.") },
  output: shape,
});

export const pinContractBuyer = operation({
  name: "contracts.contract.pin_buyer",
  http: "POST /contracts/{id}/buyers/{buyer_id}/pin",
  scope: "write:contracts",
  about:
    "Pin what a buyer of a contract pays, or remove the pin. Without `due` it is removed. The other buyers share the rest. Returns the contract.",
  refuses: changesTerms,
  input: { id: id(), buyer_id: id(), due: pinned("What the buyer pays, with every fee.") },
  output: shape,
});

export const removeContractBuyer = operation({
  name: "contracts.contract.remove_buyer",
  http: "DELETE /contracts/{id}/buyers/{buyer_id}",
  scope: "write:contracts",
  about: "Remove a buyer from a contract. One who has paid is refused. Returns the contract.",
  refuses: changesTerms,
  input: { id: id(), buyer_id: id() },
  output: shape,
});

export const addContractSeller = operation({
  name: "contracts.contract.add_seller",
  http: "POST /contracts/{id}/sellers",
  scope: "write:contracts",
  about:
    "Add a seller without items to a contract, such as a partner with a commission. Owners of products are sellers by their items. Returns the contract.",
  refuses: ["conflict", ...changesTerms],
  input: { id: id(), user_id: id(), owed: pinned("What the seller gets; required.") },
  output: shape,
});

export const pinContractSeller = operation({
  name: "contracts.contract.pin_seller",
  http: "POST /contracts/{id}/sellers/{seller_id}/pin",
  scope: "write:contracts",
  about:
    "Pin what a seller of a contract gets, or remove the pin. Without `owed` it is removed. The other sellers bear the difference. Returns the contract.",
  refuses: changesTerms,
  input: { id: id(), seller_id: id(), owed: pinned("What the seller gets.") },
  output: shape,
});

export const removeContractSeller = operation({
  name: "contracts.contract.remove_seller",
  http: "DELETE /contracts/{id}/sellers/{seller_id}",
  scope: "write:contracts",
  about: "Remove a seller from a contract. One who has items is refused. Returns the contract.",
  refuses: changesTerms,
  input: { id: id(), seller_id: id() },
  output: shape,
});

export const addContractFee = operation({
  name: "contracts.contract.add_fee",
  http: "POST /contracts/{id}/fees",
  scope: "write:contracts",
  about: "Add a fee to a contract, paid by the buyers or the sellers. Returns the contract.",
  refuses: changesTerms,
  input: { id: id(), ...partsInput.fee },
  output: shape,
});

export const changeContractFee = operation({
  name: "contracts.contract.change_fee",
  http: "PATCH /contracts/{id}/fees/{fee_id}",
  change: true,
  scope: "write:contracts",
  about: "Change a fee of a contract. An amount replaces a rate and the reverse. Returns the contract.",
  refuses: changesTerms,
  input: { id: id(), fee_id: id(), ...partsInput.fee },
  output: shape,
});

export const removeContractFee = operation({
  name: "contracts.contract.remove_fee",
  http: "DELETE /contracts/{id}/fees/{fee_id}",
  scope: "write:contracts",
  about: "Remove a fee from a contract. Returns the contract.",
  refuses: changesTerms,
  input: { id: id(), fee_id: id() },
  output: shape,
});
