import {
  choice,
  count,
  decimal,
  flag,
  group,
  id,
  instant,
  list,
  ref,
  text,
} from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { attributes } from "../pictures/rules/proposals.ts";

/** The proposals for some pictures, and the item after a user links them (CLS-1, CLS-4). Pictures are not stored. */
export const proposal = resource({
  service: "inventory",
  name: "proposal",
  plural: "proposals",
  scope: "items",
  fields: {
    provider: text({ max: 100 }),
    model_version: text({ max: 100 }),
    pictures: list(
      group({ hash: text({ max: 16 }), format: text({ max: 10 }), width: count(), height: count() }),
      {
        max: 10,
      },
    ),
    proposed: list(
      group({
        attribute: choice(attributes),
        id: id({ optional: true }),
        label: text({ max: 255 }),
        confidence: decimal({ max: 1 }),
        /** Whether it has the highest confidence of its attribute. Only these count for quality. */
        first: flag(),
      }),
      { max: 100 },
    ),
    item_id: ref("inventory.item", { optional: true, readonly: true }),
    accepted_at: instant({ optional: true, readonly: true }),
    /** Parts of the hashes, after the pictures are linked to an item. Similar pictures are found by them (CLS-2). */
    bands: list(count({ max: 2 ** 18 }), { hidden: true, readonly: true, default: [] }),
  },
  indexes: [
    { bands: 1, accepted_at: -1 },
    { accepted_at: -1, _id: -1 },
  ],
  hardDelete: true,
  verbs: [],
});
