/** Suggested prices (section 18). */
import {
  choice,
  count,
  date,
  decimal,
  group,
  id,
  list,
  money,
  rate,
  ref,
  text,
} from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { conditions } from "../items/item.ts";
import { levels } from "./price-levels.rules.ts";

const suggestion = group(
  {
    price: money({ about: "`mid`, adjusted and rounded to the price ladder." }),
    low: money(),
    mid: money(),
    high: money(),
    currency: text({ max: 3 }),
    confidence: choice(["high", "medium", "low"]),
    level: choice(levels, {
      about:
        "Sales of the same: L1 brand, category, size, condition; L2 brand, category, condition; L3 brand, category; L4 category, condition; L5 category; L6 parent category; L7 all sales.",
    }),
    n: count({ about: "Sales used, the far-off ones left out." }),
    n_eff: decimal({ about: "How many fresh sales they are worth." }),
    spread: rate({ max: 1e12, about: "(high − low)/mid in ppm." }),
    oldest_sale: date(),
    newest_sale: date(),
    median_days_on_shelf: count(),
    comparable_ids: list(id(), { max: 20, about: "Ids of sale lines used, the newest first." }),
    adjustments: list(
      group({
        name: choice(["condition", "demand", "attractiveness"]),
        factor: rate({ max: 2_000_000, about: "ppm: 1050000 is five percent more." }),
      }),
      { about: "Those that changed the price; their product stays within 0.80 and 1.20." },
    ),
    method_version: text(),
  },
  { optional: true },
);

const result = {
  suggestion,
  reason: choice(["insufficient_data"], { optional: true }),
  needed: count({ optional: true, about: "Sales needed at one level, in effect." }),
  have: count({ optional: true, about: "Sales found at the widest level." }),
} as const;

const as_of = date({ optional: true, about: "The day to suggest for; absent: today." });

export const suggestPrice = operation({
  name: "inventory.item.suggest_price",
  http: "GET /items/{id}/price-suggestion",
  scope: "read:items",
  about:
    "Suggest a price for an item. Uses the shop's own sales of the last 730 days. `suggestion` is null when there are too few sales; `reason` tells what is missing.",
  input: { id: id(), as_of },
  output: shapeOf(result),
});

const asked = {
  category_id: ref("catalog.category", { optional: true }),
  brand_id: ref("catalog.brand", { optional: true }),
  size_id: ref("catalog.size", { optional: true }),
  condition: choice(conditions, { optional: true }),
  attractiveness: count({ optional: true, min: 1, max: 10 }),
} as const;

export const suggestPrices = operation({
  name: "inventory.item.price_suggestions",
  http: "POST /items/price-suggestions",
  scope: "read:items",
  about:
    "Suggest prices. Suggests prices for up to 50 items, or for one piece that is not an item yet, by its attributes; brand and category are also read from its title.",
  refuses: ["reference_not_found"],
  input: {
    ...asked,
    title: text({
      optional: true,
      max: 255,
      about: "A brand and a category named in it are taken where none is told.",
    }),
    items: list(ref("inventory.item"), { optional: true, min: 1, max: 50 }),
    as_of,
  },
  output: shapeOf({
    results: list(
      group({
        item_id: id({ optional: true }),
        ...result,
        attributes: group(asked, { about: "What the suggestion went by." }),
      }),
    ),
  }),
});
