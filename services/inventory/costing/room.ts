import { room } from "../../../shared/service/room.ts";
import { costLayer } from "./cost-layer.ts";
import { costState } from "./cost-state.ts";

export const costingRoom = room({ resources: [costState, costLayer] });
