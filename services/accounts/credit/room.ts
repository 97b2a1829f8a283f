import { room } from "../../../shared/service/room.ts";
import { giftCard } from "./gift-card.ts";
import { holdTender } from "./hold-tender.ts";
import { releaseTender } from "./release-tender.ts";
import { tenderHold } from "./tender-hold.ts";

export const creditRoom = room({ resources: [giftCard, tenderHold], handlers: [holdTender, releaseTender] });
