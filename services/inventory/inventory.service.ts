import { defineService } from "../../shared/service/define-service.ts";
import { batch, hold, item, priceChange } from "./resources/item.ts";
import { location, store } from "./resources/store.ts";

export const inventory = defineService({
  name: "inventory",
  resources: [store, location, item, hold, priceChange, batch],
  handlers: [],
});
