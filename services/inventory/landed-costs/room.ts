import { room } from "../../../shared/service/room.ts";
import { recordLandedCost } from "./record-landed-cost.ts";
import { reverseLandedCost } from "./reverse-landed-cost.ts";

export const landedCostsRoom = room({
  handlers: [recordLandedCost, reverseLandedCost],
});
