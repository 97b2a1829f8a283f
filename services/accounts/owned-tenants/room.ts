import { room } from "../../../shared/service/room.ts";
import { changeTenant, foundTenant, ownedTenants, removeTenant } from "./tenants.ts";

export const ownedTenantsRoom = room({ handlers: [ownedTenants, foundTenant, changeTenant, removeTenant] });
