import { room } from "../../../shared/service/room.ts";
import { beginPriceKinds } from "./begin-price-kinds.ts";
import { priceKind } from "./price-kind.ts";

export const priceKindsRoom = room({ resources: [priceKind], handlers: [beginPriceKinds] });
