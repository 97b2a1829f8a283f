/** The event about changes of the cost of own goods, for accounts (T10, T18). */
import { event } from "../../../shared/events/event.ts";
import { choice, count, date, id, money, signed, text } from "../../../shared/fields/index.ts";

export const itemBoughtOut = event({
  type: "item.bought_out",
  service: "inventory",
  about: "A consigned piece became the shop's own at a price owed to the account (T10).",
  data: {
    item_id: id(),
    account_id: id(),
    units: count(),
    cost_per: money(),
    currency: text(),
    business_date: date(),
  },
});

export const itemCostChanged = event({
  type: "item.cost_changed",
  service: "inventory",
  about:
    "The cost of own goods on hand has changed by a purchase (taken in, bought from its account, corrected, returned) or by an adjustment (lost, damaged, found). Changes by sales and refunds are not included.",
  data: {
    item_id: id(),
    account_id: id({ optional: true, about: "Whom a purchase is owed to." }),
    store_id: id({ optional: true }),
    cause: choice(["purchase", "adjustment"]),
    change: money(signed),
    currency: text(),
    business_date: date(),
  },
});
