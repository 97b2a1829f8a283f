import { viewOf } from "../../../shared/service/define-service.ts";
import { room } from "../../../shared/service/room.ts";
import { changeMarketplaceUser } from "./change-marketplace-user.ts";
import { createMarketplaceUser } from "./create-marketplace-user.ts";
import { marketplaceErasures } from "./erase-users.ts";
import { marketplaceUser, shown } from "./marketplace-user.ts";
import { keepMarketplaceUser, scheduleMarketplaceUserDeletion } from "./schedule-deletion.ts";
import { setMarketplaceUserImage } from "./set-user-image.ts";
import { formUsername, suggestUsername } from "./suggest-username.ts";
import { addMarketplaceUserLink, removeMarketplaceUserLink } from "./user-links.ts";

export const marketplaceUsersRoom = room({
  resources: [marketplaceUser],
  views: [viewOf(marketplaceUser, async (_reader, rows) => rows.map(shown))],
  handlers: [
    ...[createMarketplaceUser, changeMarketplaceUser],
    ...[scheduleMarketplaceUserDeletion, keepMarketplaceUser, setMarketplaceUserImage],
    ...[addMarketplaceUserLink, removeMarketplaceUserLink, suggestUsername, formUsername],
  ],
  schedules: [marketplaceErasures],
});
