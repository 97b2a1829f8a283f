import type { Entity } from "../../../shared/resource/resource.ts";
import { listQueryOf, query } from "../../../shared/service/operation.ts";
import { account } from "../accounts/account.ts";
import { balancesOfEach } from "../balances/available.ts";
import * as declared from "./declarations.ts";

const named = ({ id, number, first_name, last_name, company }: Entity<typeof account>) => ({
  id,
  number,
  first_name,
  last_name,
  company,
});

export const accountBalances = query(declared.accountBalances, async (reader, input) => {
  const page = await reader.page(account, listQueryOf(input), {}, { withHidden: true });
  const owed = await balancesOfEach(reader, page.data);
  return { ...page, data: page.data.map((each, i) => ({ ...named(each), ...owed[i]! })) };
});
