import { room } from "../../../shared/service/room.ts";
import { explainSale } from "./explain-sale.ts";
import { explainShares } from "./explain-shares.ts";
import { tellShares } from "./tell-shares.ts";

export const explanationsRoom = room({ handlers: [explainSale, explainShares, tellShares] });
