/** Events of the platform, some of them for webhooks only. */
import { event } from "../../../shared/events/event.ts";
import { choice, count, id, instant, money, text } from "../../../shared/fields/index.ts";
import { disabledReasons } from "./webhook-endpoint.ts";

export const webhookDisabled = event({
  type: "webhook.disabled",
  service: "platform",
  about: "An endpoint was disabled: it answered 410, or failed for five days (WHK-2, WHK-3).",
  data: { endpoint_id: id(), reason: choice(disabledReasons), failing_since: instant({ optional: true }) },
});

/** For webhooks only: other services read `sale.finalized`. */
export const itemSold = event({
  type: "item.sold",
  service: "platform",
  about: "Units of an item were sold: one for each line, derived from `sale.finalized`; webhooks only.",
  data: {
    item_id: id(),
    sale_id: id(),
    line_id: id(),
    account_id: id({ optional: true }),
    store_id: id({ optional: true }),
    quantity: count(),
    price_paid: money(),
    consignor_portion: money(),
    currency: text(),
  },
});

export const webhookTest = event({
  type: "webhook.test",
  service: "platform",
  about: "Sent on request to one endpoint, to try it out; webhooks only.",
  data: { endpoint_id: id(), message: text() },
});
