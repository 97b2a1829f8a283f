import { room } from "../../../shared/service/room.ts";
import { changeLocation } from "./change-location.ts";
import { locationInUse, removeLocation } from "./remove-location.ts";
import { removeStore, restoreStore } from "./remove-store.ts";

/** Locations and stores as they are left: when nothing is in them, neither items nor stock. */
export const locationsRoom = room({
  handlers: [changeLocation, removeLocation, locationInUse, removeStore, restoreStore],
});
