/** Many accounts changed by one request (BLK-3, BLK-4). */
import { changes, id, list } from "../../../shared/fields/index.ts";
import { bulkShape, dryRun, MOST_IN_BULK } from "../../../shared/service/bulk.ts";
import { operation } from "../../../shared/service/operation.ts";
import { account } from "../resources/account.ts";

export const bulkEditAccounts = operation({
  name: "accounts.account.bulk_edit",
  http: "POST /accounts/bulk-edits",
  scope: "write:accounts",
  about:
    "Changes up to 1000 accounts, each as PATCH would; one that refuses is reported, the others go on (BLK-3).",
  input: { ids: list(id(), { min: 1, max: MOST_IN_BULK }), changes: changes(account.fields), ...dryRun },
  output: bulkShape,
});
