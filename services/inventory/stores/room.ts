import { room } from "../../../shared/service/room.ts";
import { changeStore } from "./change-store.ts";
import { createStore } from "./create-store.ts";
import { location } from "./location.ts";
import { store } from "./store.ts";

export const storesRoom = room({ resources: [store, location], handlers: [createStore, changeStore] });
