import { room } from "../../../shared/service/room.ts";
import { slugClaim } from "../organizations/slug-claim.ts";
import { changeSlug } from "./change-slug.ts";
import { changeUser } from "./change-user.ts";
import { currentUser } from "./current-user.ts";
import { eraseUser } from "./erase-user.ts";
import { erasures } from "./erasures.ts";
import { findUsers } from "./find-users.ts";
import { foundOrganization } from "./found-organization.ts";
import { registerUser } from "./register-user.ts";

export const usersRoom = room({
  resources: [slugClaim],
  handlers: [registerUser, currentUser, changeUser, findUsers, foundOrganization, changeSlug, eraseUser],
  schedules: [erasures],
});
