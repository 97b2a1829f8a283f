import { room } from "../../../shared/service/room.ts";
import { changeProfile } from "./change-profile.ts";
import { createOrganization } from "./create-organization.ts";
import { listOrganizations } from "./list-organizations.ts";
import { operatesInstallation } from "./operates-installation.ts";
import { organization } from "./organization.ts";
import { organizationIds } from "./organization-ids.ts";

export const organizationsRoom = room({
  resources: [organization],
  handlers: [createOrganization, listOrganizations, organizationIds, changeProfile, operatesInstallation],
});
