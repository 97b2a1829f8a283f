import { room } from "../../../shared/service/room.ts";
import { issueGiftCard } from "./issue-gift-card.ts";
import { listGiftCards } from "./list-gift-cards.ts";

export const giftCardsRoom = room({ handlers: [issueGiftCard, listGiftCards] });
