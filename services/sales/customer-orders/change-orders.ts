import { command } from "../../../shared/service/operation.ts";
import { addressVerbs, documentVerbs, partVerbs, STATUSES } from "../documents/document-verbs.ts";
import { gatherReferences } from "../documents/references.ts";
import * as declared from "./declarations.ts";
import { orders } from "./order-store.ts";

const whole = documentVerbs(orders);
const part = partVerbs(orders);
const address = addressVerbs(orders);

export const createCustomerOrder = command(declared.createCustomerOrder, {
  gather: (call, input) => gatherReferences(call, STATUSES, input),
  run: whole.create,
});
export const changeCustomerOrder = command(declared.changeCustomerOrder, {
  gather: (call, input) => gatherReferences(call, STATUSES, input),
  run: whole.change,
});
export const removeCustomerOrder = command(declared.removeCustomerOrder, whole.remove);

export const putOrderDocumentLine = command(declared.putOrderDocumentLine, {
  gather: (call, line) => gatherReferences(call, STATUSES, { lines: [line] }),
  run: part.putLine,
});
export const removeOrderDocumentLine = command(declared.removeOrderDocumentLine, part.removeLine);
export const putOrderAdjustment = command(declared.putOrderAdjustment, part.putAdjustment);
export const removeOrderAdjustment = command(declared.removeOrderAdjustment, part.removeAdjustment);
export const putOrderAddress = command(declared.putOrderAddress, address.putAddress);
export const removeOrderAddress = command(declared.removeOrderAddress, address.removeAddress);
