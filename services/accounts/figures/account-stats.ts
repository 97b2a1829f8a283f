/** Figures of one account (RPT-4): balances from this service, items from inventory, sales from sales. */
import { nowInstant } from "../../../shared/clock.ts";
import { query } from "../../../shared/service/operation.ts";
import { itemFigures } from "../../inventory/public.ts";
import { accountFigures } from "../../sales/public.ts";
import { account } from "../accounts/account.ts";
import { balancesOfEach } from "../balances/available.ts";
import * as declared from "./declarations.ts";

export const accountStats = query(declared.accountStats, async (reader, { id }, call) => {
  const as_of = nowInstant();
  const holder = await reader.load(account, id, { withHidden: true });
  const [owed, stock, sold] = await Promise.all([
    balancesOfEach(reader, [holder]),
    call(itemFigures, { account_id: id }),
    call(accountFigures, { account_id: id }),
  ]);
  const { number_of_purchases, last_activity } = holder;
  return { as_of, account_id: id, ...owed[0]!, ...stock, ...sold, number_of_purchases, last_activity };
});
