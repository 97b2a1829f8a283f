import { room } from "../../../shared/service/room.ts";
import { businessUnit } from "./business-unit.ts";
import {
  businessUnitTree,
  changeBusinessUnit,
  createBusinessUnit,
  removeBusinessUnit,
} from "./change-units.ts";

export const businessUnitsRoom = room({
  resources: [businessUnit],
  handlers: [businessUnitTree, createBusinessUnit, changeBusinessUnit, removeBusinessUnit],
});
