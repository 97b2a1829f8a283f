import { query } from "../../../shared/service/operation.ts";
import { organization } from "../organizations/organization.ts";
import { account } from "./account.ts";
import * as declared from "./declarations.ts";

export const loadParties = query(declared.loadParties, async (reader, { account_ids }) => {
  const [organizations, accounts] = await Promise.all([
    reader.cache.table(organization),
    account_ids.length ? reader.find(account, { _id: { $in: account_ids }, deleted_at: null }) : [],
  ]);
  return { organization: [...organizations.values()][0]!, accounts };
});
