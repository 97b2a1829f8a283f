import { query } from "../../../shared/service/operation.ts";
import { suggestValues } from "../../../shared/service/suggest.ts";
import { account } from "./account.ts";
import * as declared from "./declarations.ts";

export const suggestAccounts = query(declared.suggestAccounts, async (reader, { field, value, limit }) => ({
  data: await suggestValues(
    reader,
    account,
    { deleted_at: null },
    {
      column: field,
      value,
      limit,
      many: field === "tags",
    },
  ),
}));
