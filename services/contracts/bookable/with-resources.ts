/** Types as they are shown: with how many resources they have (MRC-BKG-6). */
import { counted } from "../../../shared/service/counted.ts";
import { bookableResource } from "./bookable-resource.ts";
import { resourceType } from "./resource-type.ts";

export const shownTypes = counted(resourceType, {
  ...{ of: bookableResource, by: "resource_type_id", as: "resource_count" },
});
