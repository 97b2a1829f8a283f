import { room } from "../../../shared/service/room.ts";
import { role } from "../identity/role.ts";
import {
  changeRole,
  countRoles,
  createRole,
  firstRolesOf,
  listFeatures,
  removeRole,
} from "./change-roles.ts";

export const rolesRoom = room({
  resources: [role],
  handlers: [createRole, changeRole, removeRole, countRoles, listFeatures, firstRolesOf],
});
