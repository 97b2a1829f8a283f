import { room } from "../../../shared/service/room.ts";
import { estimateFees, estimateUsualFees } from "./estimate-fees.ts";

export const estimatesRoom = room({ handlers: [estimateFees, estimateUsualFees] });
