import { nowInstant } from "../../../shared/clock.ts";
import { query } from "../../../shared/service/operation.ts";
import { account } from "../accounts/account.ts";
import * as declared from "./declarations.ts";

const live = { $eq: [{ $ifNull: ["$deleted_at", null] }, null] };
const counting = (...conditions: object[]) => ({ $sum: { $cond: [{ $and: [live, ...conditions] }, 1, 0] } });

const none = { accounts: 0, positive: 0, negative: 0, zero: 0, liability: 0, vendors: 0, customers: 0 };

export const accountTotals = query(declared.accountTotals, async (reader) => {
  const as_of = nowInstant();
  const [found] = await reader.aggregate<typeof none>(account, {}, [
    {
      $group: {
        _id: null,
        accounts: counting(),
        positive: counting({ $gt: ["$balance", 0] }),
        negative: counting({ $lt: ["$balance", 0] }),
        zero: counting({ $eq: ["$balance", 0] }),
        liability: { $sum: "$balance" },
        vendors: counting({ $eq: ["$is_vendor", true] }),
        customers: counting({ $gt: ["$number_of_purchases", 0] }),
      },
    },
    { $project: { _id: 0 } },
  ]);
  return { as_of, currency: reader.org.currency, ...(found ?? none) };
});
