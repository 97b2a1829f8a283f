import { room } from "../../../shared/service/room.ts";
import { customerTag } from "../crm/customer-tag.ts";
import { assignCustomerTag, unassignCustomerTag } from "./assign-tag.ts";
import { removeCustomerTag } from "./remove-tag.ts";

export const customerTagsRoom = room({
  resources: [customerTag],
  handlers: [assignCustomerTag, unassignCustomerTag, removeCustomerTag],
});
