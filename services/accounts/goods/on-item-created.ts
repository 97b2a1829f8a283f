/** Counts the items of an account. */
import { together } from "../../../shared/events/consumer.ts";
import type { EventDeclaration } from "../../../shared/events/event.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { item } from "../../inventory/public.ts";
import { account } from "../accounts/account.ts";

const itemCreated: EventDeclaration<Entity<typeof item>> = {
  kind: "event",
  type: "item.created",
  service: "inventory",
  schema_version: 1,
  about: "An item was taken in.",
};

export const countItems = together(
  "count_items",
  itemCreated,
  async (tx, events) => {
    const entered = new Map<string, string[]>();
    for (const { data, occurred_at } of events)
      entered.set(data.account_id!, [...(entered.get(data.account_id!) ?? []), occurred_at]);
    const writes = [...entered].map(([id, moments]) => {
      const last = moments.sort().at(-1)!;
      const $max = { last_item_entered: last, last_activity: last };
      return { id, update: { $inc: { number_of_items: moments.length }, $max } };
    });
    await tx.updateMany(account, writes);
  },
  ({ data }) => Boolean(data.account_id),
);
