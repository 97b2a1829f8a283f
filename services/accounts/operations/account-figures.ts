/** Figures of accounts (RPT-4): what is owed from here, items from inventory, sales from sales. */
import { nowInstant } from "../../../shared/clock.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { listQueryOf, query } from "../../../shared/service/operation.ts";
import { itemFigures } from "../../inventory/public.ts";
import { accountFigures } from "../../sales/public.ts";
import { balancesOfEach } from "../ledger/available.ts";
import { accountBalances, accountStats, accountTotals } from "../public.ts";
import { account } from "../resources/account.ts";

export const stats = query(accountStats, async (reader, { id }, call) => {
  const as_of = nowInstant();
  const whole = await reader.whole(account, id);
  const [owed, stock, sold] = await Promise.all([
    balancesOfEach(reader, [whole]),
    call(itemFigures, { account_id: id }),
    call(accountFigures, { account_id: id }),
  ]);
  const { number_of_purchases, last_activity } = whole;
  return { as_of, account_id: id, ...owed[0]!, ...stock, ...sold, number_of_purchases, last_activity };
});

const live = { $eq: [{ $ifNull: ["$deleted_at", null] }, null] };
const counting = (...conditions: object[]) => ({ $sum: { $cond: [{ $and: [live, ...conditions] }, 1, 0] } });

const none = { accounts: 0, positive: 0, negative: 0, zero: 0, liability: 0, vendors: 0, customers: 0 };

export const totals = query(accountTotals, async (reader) => {
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

const named = ({ id, number, first_name, last_name, company }: Entity<typeof account>) => ({
  id,
  number,
  first_name,
  last_name,
  company,
});

export const balances = query(accountBalances, async (reader, input) => {
  const page = await reader.page(account, listQueryOf(input), {}, { whole: true });
  const owed = await balancesOfEach(reader, page.data);
  return { ...page, data: page.data.map((each, i) => ({ ...named(each), ...owed[i]! })) };
});
