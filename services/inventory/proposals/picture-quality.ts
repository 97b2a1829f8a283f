/** CLS-4: compares proposals with the items' values in one pipeline. */
import { query } from "../../../shared/service/operation.ts";
import { item } from "../items/item.ts";
import { type Attribute, attributes } from "../pictures/rules/proposals.ts";
import * as declared from "./declarations.ts";
import { proposal } from "./proposal.ts";

const MOST = 10_000;

type Row = {
  provider: string;
  attribute: Attribute;
  proposed: number;
  accepted: number;
  changed: number;
  open: number;
};

/** The item's current value of the row's attribute. */
const present = {
  $switch: {
    branches: attributes.map((attribute) => ({
      case: { $eq: ["$proposed.attribute", attribute] },
      // biome-ignore lint/suspicious/noThenProperty: the name that MongoDB gives it.
      then: { $ifNull: [`$item.${attribute}_id`, null] },
    })),
    default: null,
  },
};

const counting = (condition: object) => ({ $sum: { $cond: [condition, 1, 0] } });

export const pictureQuality = query(declared.pictureQuality, async (reader, { since }) => {
  const accepted_at = since ? { $gte: `${since}T00:00:00.000Z` } : { $ne: null };
  const data = await reader.aggregate<Row>(proposal, { accepted_at }, [
    { $sort: { accepted_at: -1, _id: -1 } },
    { $limit: MOST },
    // The item of an accepted proposal belongs to the tenant; accepting checked it.
    { $lookup: { from: item.plural, localField: "item_id", foreignField: "_id", as: "item" } },
    { $unwind: "$item" },
    { $unwind: "$proposed" },
    { $match: { "proposed.first": true } },
    { $project: { provider: 1, proposed: 1, present } },
    {
      $group: {
        _id: { provider: "$provider", attribute: "$proposed.attribute" },
        proposed: { $sum: 1 },
        accepted: counting({ $and: [{ $ne: ["$present", null] }, { $eq: ["$present", "$proposed.id"] }] }),
        changed: counting({ $and: [{ $ne: ["$present", null] }, { $ne: ["$present", "$proposed.id"] }] }),
        open: counting({ $eq: ["$present", null] }),
      },
    },
    { $sort: { _id: 1 } },
    { $replaceWith: { $mergeObjects: ["$$ROOT", "$_id"] } },
    { $unset: "_id" },
  ]);
  return { data };
});
