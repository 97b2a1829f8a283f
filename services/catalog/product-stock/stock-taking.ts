import { count, group, id, list } from "../../../shared/fields/index.ts";
import { idOf } from "../../../shared/ids.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";

const line = { variant_id: id(), quantity: count({ min: 1 }) } as const;

/** Goods of linked variants, which inventory holds (LNK-3). */
export const linkedLine = {
  ...line,
  item_id: id({ optional: true }),
  sku_id: id({ optional: true }),
  location_id: id({ optional: true }),
} as const;

/** What was taken for something, a contract for example. It is there once as long as anybody holds it (CON-10). */
export const stockTaking = resource({
  service: "catalog",
  name: "stock_taking",
  plural: "stock_takings",
  fields: {
    taken_for: id(),
    lines: list(group(line), { max: 500 }),
    linked: list(group(linkedLine), { default: [], max: 500 }),
    /** The hold of the linked goods at inventory: a new one each time they are taken. */
    hold_id: id({ optional: true }),
    /** Attempts that share the taking: the goods return when the last one is released. */
    holder_ids: list(id(), { default: [] }),
    /** Released attempts, which may not take goods anymore. */
    released_ids: list(id(), { default: [] }),
  },
  unique: [["taken_for"]],
  hardDelete: true,
  verbs: [],
});

export type StockTaking = Entity<typeof stockTaking>;

export const stockTakingIdOf = (taken_for: string): string => idOf(`stock_taking:${taken_for}`);
