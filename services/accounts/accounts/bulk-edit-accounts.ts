/** Changes many accounts at once, each with its own audit record and event (BLK-3, BLK-4). */
import { invalidField } from "../../../shared/errors.ts";
import { bulkProgress, decideEach, inBulk, refuseTwice, withChanged } from "../../../shared/service/bulk.ts";
import { flow } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { recordsFollow } from "../crm-records/crm-record.ts";
import { type Account, account } from "./account.ts";
import { changedAccount } from "./changed-account.ts";
import * as declared from "./declarations.ts";

export const bulkProgressOfAccounts = bulkProgress("accounts");

export const bulkEditAccounts = flow(
  declared.bulkEditAccounts,
  async (context, { ids, changes, dry_run }) => {
    refuseTwice(ids, "/ids");
    if (Object.keys(changes).length === 0)
      throw invalidField("/changes", "required", "'changes' must name at least one field.");
    return inBulk(context, {
      action: declared.bulkEditAccounts.name,
      progress: bulkProgressOfAccounts,
      dry_run,
      ids: async () => ids,
      chunk: async (some) => (tx) => editSome(tx, some, changes as Partial<Account>),
    });
  },
);

async function editSome(tx: Tx, ids: readonly string[], changes: Partial<Account>) {
  const rows = await tx.find(account, { _id: { $in: ids }, deleted_at: null }, { withHidden: true });
  const known = new Map(rows.map((row) => [row.id, row]));
  const { results, writes } = decideEach(ids, (id) => {
    const before = known.get(id);
    return before ? { before, changes: changedAccount(tx, before, changes) } : null;
  });
  const changed = await tx.saveMany(account, writes);
  await recordsFollow(tx, writes);
  return withChanged(results, changed);
}
