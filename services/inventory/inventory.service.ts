import { defineService, viewOf } from "../../shared/service/define-service.ts";
import * as answers from "./operations/accept-batch.ts";
import { accept } from "./operations/accept-proposal.ts";
import { bulkEdit, bulkProgressOfItems } from "./operations/bulk-edit.ts";
import { change } from "./operations/change-item.ts";
import { classify } from "./operations/classify-pictures.ts";
import { create, takeIn } from "./operations/create-item.ts";
import { expire } from "./operations/expire-items.ts";
import { expirySchedule } from "./operations/expiry-schedule.ts";
import { holdAtTill, holdWithin, releaseFromTill } from "./operations/hold-units.ts";
import { inUse } from "./operations/in-use.ts";
import { figures } from "./operations/item-figures.ts";
import { viewEach } from "./operations/item-view.ts";
import * as batches from "./operations/keep-batch.ts";
import * as deliveries from "./operations/keep-delivery.ts";
import * as locations from "./operations/keep-location.ts";
import * as stores from "./operations/keep-store.ts";
import { forSale } from "./operations/load-for-sale.ts";
import { move, moveMany } from "./operations/move-items.ts";
import { park, unpark } from "./operations/park-units.ts";
import { quality } from "./operations/picture-quality.ts";
import { get, list } from "./operations/read-items.ts";
import { reapply } from "./operations/reapply-terms.ts";
import { remove, restore } from "./operations/remove-item.ts";
import { takeBack } from "./operations/return-units.ts";
import { search, suggest } from "./operations/search-items.ts";
import { sellHeld } from "./operations/sell-units.ts";
import { stats } from "./operations/stats.ts";
import { reopen, submit } from "./operations/submit-batch.ts";
import { suggestMany, suggest as suggestOne } from "./operations/suggest-price.ts";
import { learnPrices, unlearnRefunded, unlearnVoided } from "./reactions/learn-prices.ts";
import { comparable } from "./resources/comparable.ts";
import { delivery } from "./resources/delivery.ts";
import { batch, hold, item, priceChange, unitReturn, unitSale } from "./resources/item.ts";
import { proposal } from "./resources/proposal.ts";
import { location, store } from "./resources/store.ts";

export const inventory = defineService({
  name: "inventory",
  resources: [
    store,
    location,
    item,
    hold,
    unitReturn,
    unitSale,
    priceChange,
    batch,
    delivery,
    bulkProgressOfItems,
    comparable,
    proposal,
  ],
  views: [viewOf(batch, batches.batchViews), viewOf(item, viewEach)],
  handlers: [
    stores.create,
    stores.change,
    stores.remove,
    locations.change,
    locations.remove,
    create,
    takeIn,
    get,
    list,
    change,
    remove,
    restore,
    bulkEdit,
    stats,
    search,
    suggest,
    move,
    moveMany,
    reapply,
    batches.create,
    batches.remove,
    submit,
    reopen,
    answers.accept,
    answers.decline,
    deliveries.create,
    deliveries.change,
    deliveries.remove,
    expire,
    inUse,
    figures,
    forSale,
    holdAtTill,
    holdWithin,
    releaseFromTill,
    sellHeld,
    park,
    unpark,
    takeBack,
    suggestOne,
    suggestMany,
    classify,
    accept,
    quality,
  ],
  reactions: [learnPrices, unlearnVoided, unlearnRefunded],
  schedules: [expirySchedule],
});
