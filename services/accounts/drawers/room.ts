import { room } from "../../../shared/service/room.ts";
import { closeDrawer } from "./close-drawer.ts";
import { drawer } from "./drawer.ts";
import { drawerMovements } from "./drawer-movements.ts";
import { reopenDrawer } from "./reopen-drawer.ts";

export const drawersRoom = room({
  resources: [drawer],
  handlers: [closeDrawer, reopenDrawer, drawerMovements],
});
