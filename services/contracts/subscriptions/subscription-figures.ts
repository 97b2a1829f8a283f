/** Recurring revenue of running subscriptions (SUB-7). */
import { query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import type { Cycle } from "./periods.rules.ts";
import { recurring } from "./recurring.rules.ts";
import { subscription } from "./subscription.ts";

type Sum = { currency: string; cycle: Cycle; price: number; count: number };

export const subscriptionFigures = query(declared.subscriptionFigures, async (reader, { platform_id }) => {
  const running = { status: { $in: ["active", "past_due"] }, ...(platform_id ? { platform_id } : {}) };
  const sums = await reader.aggregate<Sum>(subscription, running, [
    {
      $group: {
        _id: { currency: "$currency", cycle: "$cycle" },
        price: { $sum: "$price" },
        count: { $sum: 1 },
      },
    },
    { $project: { _id: 0, currency: "$_id.currency", cycle: "$_id.cycle", price: 1, count: 1 } },
    { $sort: { currency: 1, cycle: 1 } },
  ]);
  const data = [...Map.groupBy(sums, ({ currency }) => currency)].map(([currency, own]) => ({
    ...{ currency, ...recurring(own) },
    subscriptions: own.reduce((all, { count }) => all + count, 0),
  }));
  return { data };
});
