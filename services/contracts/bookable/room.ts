import { viewOf } from "../../../shared/service/define-service.ts";
import { room } from "../../../shared/service/room.ts";
import { bookableResource } from "./bookable-resource.ts";
import { bookingTag } from "./booking-tag.ts";
import {
  changeBookableResource,
  createBookableResource,
  removeBookableResource,
  removeResourceType,
} from "./change-resources.ts";
import { assignBookingTag, removeBookingTag, unassignBookingTag } from "./change-tags.ts";
import { resourceType } from "./resource-type.ts";
import { shownTypes } from "./with-resources.ts";

export const bookableRoom = room({
  resources: [resourceType, bookingTag, bookableResource],
  views: [viewOf(resourceType, shownTypes.each)],
  handlers: [
    ...[removeResourceType, createBookableResource, changeBookableResource, removeBookableResource],
    ...[assignBookingTag, unassignBookingTag, removeBookingTag],
  ],
});
