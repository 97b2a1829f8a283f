/** Deals: written, changed, deleted. */
import { id } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { deal } from "./deal.ts";

export const createDeal = operation({
  name: "accounts.deal.create",
  http: "POST /deals",
  status: 201,
  scope: "write:deals",
  about:
    "Create a deal with contacts and business customers. Its status and stage become words of their dictionaries. Returns the deal.",
  refuses: ["reference_not_found"],
  input: deal.fields,
  output: entityOf(deal),
});

export const changeDeal = operation({
  name: "accounts.deal.change",
  http: "PATCH /deals/{id}",
  change: true,
  scope: "write:deals",
  about: "Change a deal. Lists of contacts and business customers are replaced as a whole. Returns the deal.",
  refuses: ["reference_not_found"],
  input: { id: id(), ...deal.fields },
  output: entityOf(deal),
});

export const removeDeal = operation({
  name: "accounts.deal.remove",
  http: "DELETE /deals/{id}",
  scope: "delete:deals",
  about:
    "Delete a deal. Activities and comments about it stay with their customers. Returns the deleted deal.",
  input: { id: id() },
  output: entityOf(deal),
});
