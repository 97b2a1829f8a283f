import { room } from "../../../shared/service/room.ts";
import { changeLocation } from "./change-location.ts";
import { changeStore } from "./change-store.ts";
import { createStore } from "./create-store.ts";
import { location } from "./location.ts";
import { locationInUse, removeLocation } from "./remove-location.ts";
import { removeStore, restoreStore } from "./remove-store.ts";
import { store } from "./store.ts";

export const storesRoom = room({
  resources: [store, location],
  handlers: [
    ...[createStore, changeStore, removeStore, restoreStore],
    ...[changeLocation, removeLocation, locationInUse],
  ],
});
