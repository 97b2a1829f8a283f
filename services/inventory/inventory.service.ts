import { defineService } from "../../shared/service/define-service.ts";
import * as answers from "./operations/accept-batch.ts";
import { accept } from "./operations/accept-proposal.ts";
import { change } from "./operations/change-item.ts";
import { classify } from "./operations/classify-pictures.ts";
import { create } from "./operations/create-item.ts";
import { expire } from "./operations/expire-items.ts";
import { expirySchedule } from "./operations/expiry-schedule.ts";
import { takeHold } from "./operations/hold-units.ts";
import { inUse } from "./operations/in-use.ts";
import * as batches from "./operations/keep-batch.ts";
import * as stores from "./operations/keep-store.ts";
import { forSale } from "./operations/load-for-sale.ts";
import { move, moveMany } from "./operations/move-items.ts";
import { quality } from "./operations/picture-quality.ts";
import { get, list, many } from "./operations/read-items.ts";
import { reapply } from "./operations/reapply-terms.ts";
import { releaseHold } from "./operations/release-units.ts";
import { remove, restore } from "./operations/remove-item.ts";
import * as locations from "./operations/remove-location.ts";
import { takeBack } from "./operations/return-units.ts";
import { sellHold } from "./operations/sell-units.ts";
import { reopen, submit } from "./operations/submit-batch.ts";
import { suggest, suggestMany } from "./operations/suggest-price.ts";
import { learnPrices, unlearnRefunded, unlearnVoided } from "./reactions/learn-prices.ts";
import { comparable } from "./resources/comparable.ts";
import { batch, hold, item, priceChange, unitReturn } from "./resources/item.ts";
import { proposal } from "./resources/proposal.ts";
import { location, store } from "./resources/store.ts";

export const inventory = defineService({
  name: "inventory",
  resources: [store, location, item, hold, unitReturn, priceChange, batch, comparable, proposal],
  handlers: [
    stores.create,
    stores.change,
    stores.remove,
    locations.remove,
    create,
    get,
    list,
    many,
    change,
    remove,
    restore,
    move,
    moveMany,
    reapply,
    batches.create,
    batches.get,
    batches.remove,
    submit,
    reopen,
    answers.accept,
    answers.decline,
    expire,
    inUse,
    forSale,
    takeHold,
    releaseHold,
    sellHold,
    takeBack,
    suggest,
    suggestMany,
    classify,
    accept,
    quality,
  ],
  reactions: [learnPrices, unlearnVoided, unlearnRefunded],
  schedules: [expirySchedule],
});
