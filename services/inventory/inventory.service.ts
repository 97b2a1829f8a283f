import { defineService } from "../../shared/service/define-service.ts";
import { create } from "./operations/create-item.ts";
import { takeHold } from "./operations/hold-units.ts";
import { inUse } from "./operations/in-use.ts";
import * as stores from "./operations/keep-store.ts";
import { forSale } from "./operations/load-for-sale.ts";
import { get, list } from "./operations/read-items.ts";
import { releaseHold } from "./operations/release-units.ts";
import * as locations from "./operations/remove-location.ts";
import { takeBack } from "./operations/return-units.ts";
import { sellHold } from "./operations/sell-units.ts";
import { batch, hold, item, priceChange, unitReturn } from "./resources/item.ts";
import { location, store } from "./resources/store.ts";

export const inventory = defineService({
  name: "inventory",
  resources: [store, location, item, hold, unitReturn, priceChange, batch],
  handlers: [
    stores.create,
    stores.change,
    stores.remove,
    locations.remove,
    create,
    get,
    list,
    inUse,
    forSale,
    takeHold,
    releaseHold,
    sellHold,
    takeBack,
  ],
});
