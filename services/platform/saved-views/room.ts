import { room } from "../../../shared/service/room.ts";
import { savedView } from "./saved-view.ts";
import { dropViews, keepViews, viewsOf } from "./views.ts";

export const savedViewsRoom = room({
  resources: [savedView],
  handlers: [keepViews, dropViews, viewsOf],
});
