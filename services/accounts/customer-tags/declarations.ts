/** Tags of persons and firms: assigned, taken off, and deleted with their assignments (MRC-CUS-11). */
import { id, ref } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { deletionShape } from "../../../shared/service/uses.ts";

const tagged = shapeOf({ id: id(), tag_id: id(), customer_id: id() });
const customer_id = id({ about: "A contact or a business customer." });

export const assignCustomerTag = operation({
  name: "accounts.customer_tag.assign",
  http: "POST /customer-tags/assign",
  status: 201,
  scope: "write:customer_notes",
  about: "Tag a contact or business customer. Refused (409) if they have the tag. Returns the assignment.",
  refuses: ["reference_not_found", "conflict", "unprocessable"],
  input: { tag_id: ref("accounts.customer_tag"), customer_id },
  output: tagged,
});

export const unassignCustomerTag = operation({
  name: "accounts.customer_tag.unassign",
  http: "POST /customer-tags/unassign",
  scope: "write:customer_notes",
  about:
    "Take a tag off a contact or business customer. Answers 404 if they do not have it. Returns the former assignment.",
  input: { tag_id: id(), customer_id },
  output: tagged,
});

export const removeCustomerTag = operation({
  name: "accounts.customer_tag.remove",
  http: "DELETE /customer-tags/{id}",
  scope: "delete:customer_notes",
  about:
    "Delete a tag permanently, and take it off all contacts and business customers. Refused (409) while more than 1,000 of them have it.",
  refuses: ["in_use"],
  input: { id: id() },
  output: deletionShape,
});
