/** Reads items that prevent a deletion, and an account's items, and declares the event of a move. */
import { event } from "../../../shared/events/event.ts";
import { choice, count, group, id, list, money, tally, text } from "../../../shared/fields/index.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { unitStatuses } from "../units/status.rules.ts";
import type { item } from "./item.ts";

/** An item in answers, with `expired` and the days on the shelf by today's business date. */
export type ItemView = Entity<typeof item>;

/** Whether items prevent the deletion of an account, category or batch (DEL-5). */
export const itemsInUse = operation({
  name: "inventory.item.in_use",
  about: "How many items outside an end state refer to this account or category, with up to five ids.",
  input: { account_id: id({ optional: true }), category_id: id({ optional: true }) },
  output: shapeOf({ count: count(), sample_ids: list(id()) }),
});

export const itemFigures = operation({
  name: "inventory.item.figures",
  about: "An account's items with at least one unit in each status, and the units (RPT-4).",
  input: { account_id: id() },
  output: shapeOf({ items: tally(), units: tally() }),
});

export const itemPicturesChanged = event({
  type: "item.pictures_changed",
  service: "inventory",
  about: "An item shows other pictures, or the same in another order.",
  data: { id: id(), picture_ids: list(id()), removed_ids: list(id()) },
});

export const itemStatusChanged = event({
  type: "item.status_changed",
  service: "inventory",
  about: "Units of an item moved from one status to another.",
  data: {
    item_id: id(),
    account_id: id({ optional: true }),
    store_id: id({ optional: true }),
    moves: list(group({ from: choice(unitStatuses), to: choice(unitStatuses), units: count() })),
    status_counts: tally(),
    tag_price: money(),
    split: count({ optional: true }),
    reason: text({ optional: true }),
  },
});
