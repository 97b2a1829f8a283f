/** A new business customer; without a type it gets the first one (MRC-ONE-2). */
import { command } from "../../../shared/service/operation.ts";
import { businessCustomer } from "../crm/business-customer.ts";
import { registerNoted } from "../crm/words.ts";
import { firstType } from "../lookups/first-type.ts";
import * as declared from "./declarations.ts";

export const createBusinessCustomer = command(declared.createBusinessCustomer, {
  gather: async (call, { type_id }, _meta, reader) => type_id ?? firstType(call, reader),
  run: (tx, input, type_id) => tx.insert(businessCustomer, { ...input, type_id }),
  after: registerNoted,
});
