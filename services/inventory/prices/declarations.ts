/** The event of a price change. */
import { event } from "../../../shared/events/event.ts";
import { id, money, text } from "../../../shared/fields/index.ts";

export const itemPriceChanged = event({
  type: "item.price_changed",
  service: "inventory",
  about: "The tag price of an item changed.",
  data: { item_id: id(), old: money(), new: money(), currency: text() },
});
