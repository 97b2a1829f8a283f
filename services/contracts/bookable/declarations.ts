/** What can be booked, its types and tags: written, changed, deleted (MRC-BKG-5). */
import { id, ref } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { deletionShape } from "../../../shared/service/uses.ts";
import { bookableResource } from "./bookable-resource.ts";
import { resourceType } from "./resource-type.ts";

const scope = "write:bookable_resources";
const refuses = ["reference_not_found", "unprocessable"] as const;

export const removeResourceType = operation({
  name: "contracts.resource_type.remove",
  http: "DELETE /resource-types/{id}",
  scope: "delete:bookable_resources",
  about: "Delete a type of resources. Refused while resources have it. Returns the deleted type.",
  refuses: ["in_use"],
  input: { id: id() },
  output: entityOf(resourceType),
});

export const createBookableResource = operation({
  name: "contracts.bookable_resource.create",
  http: "POST /bookable-resources",
  ...{ status: 201, scope, refuses },
  about:
    "Create a resource that can be booked. It keeps the label, color and icon of its unit as they are now. Returns the resource.",
  input: bookableResource.fields,
  output: entityOf(bookableResource),
});

export const changeBookableResource = operation({
  name: "contracts.bookable_resource.change",
  http: "PATCH /bookable-resources/{id}",
  ...{ change: true, scope, refuses },
  about: "Change a resource. Its list of tags is replaced as a whole. Returns the resource.",
  input: { id: id(), ...bookableResource.fields },
  output: entityOf(bookableResource),
});

export const removeBookableResource = operation({
  name: "contracts.bookable_resource.remove",
  http: "DELETE /bookable-resources/{id}",
  scope: "delete:bookable_resources",
  about: "Delete a resource with its availability rules. Returns the deleted resource.",
  input: { id: id() },
  output: entityOf(bookableResource),
});

const tagged = shapeOf({ id: id(), bookable_resource_id: id(), tag_id: id() });

export const assignBookingTag = operation({
  name: "contracts.bookable_resource.assign_tag",
  http: "POST /bookable-resources/{id}/assign-tag",
  ...{ status: 201, scope },
  about: "Tag a resource. Refused (409) if it has the tag. Returns the assignment.",
  refuses: ["reference_not_found", "conflict", "unprocessable"],
  input: { id: id(), tag_id: ref("contracts.booking_tag") },
  output: tagged,
});

export const unassignBookingTag = operation({
  name: "contracts.bookable_resource.unassign_tag",
  http: "POST /bookable-resources/{id}/unassign-tag",
  scope,
  about: "Take a tag off a resource. Answers 404 if it does not have it. Returns the former assignment.",
  input: { id: id(), tag_id: id() },
  output: tagged,
});

export const removeBookingTag = operation({
  name: "contracts.booking_tag.remove",
  http: "DELETE /booking-tags/{id}",
  scope: "delete:bookable_resources",
  about:
    "Delete a tag permanently, and take it off all resources. Refused (409) while more than 1,000 of them have it.",
  refuses: ["in_use"],
  input: { id: id() },
  output: deletionShape,
});
