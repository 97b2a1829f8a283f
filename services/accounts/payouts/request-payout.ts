import { fail, invalidField } from "../../../shared/errors.ts";
import type { Received } from "../../../shared/fields/index.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { refuseForeignStore } from "../../../shared/service/visible.ts";
import { account } from "../accounts/account.ts";
import { type Till, tillOf } from "../drawers/till.ts";
import { checkMoments } from "./backdated-moments.ts";
import * as declared from "./declarations.ts";
import { insertPayout, type Wanted } from "./move-payout.ts";
import { pathOf } from "./payout-path.ts";

export const requestPayout = command(declared.requestPayout, {
  gather: (call, input) => tillOf(call, input.register_id),
  run: requestIt,
});

async function requestIt(tx: Tx, input: Received<typeof declared.requestPayout.input>, at: Till | null) {
  const { approved, completed, requested_at, completed_at, ...wanted } = input;
  const store_id = at?.store_id ?? null;
  refuseForeignStore(tx.meta, store_id, "/register_id");
  const holder = await tx.load(account, wanted.account_id);
  if (holder.deleted_at) throw fail("inactive_reference", "This account is deleted.");
  if (wanted.fee > wanted.amount)
    throw invalidField("/fee", "number_max", "'fee' must not be larger than 'amount'.");
  checkMoments(tx, { requested_at, completed_at });
  const path = pathOf(tx, { approved, completed });
  const till = completed && wanted.method === "cash" ? at : null;
  return insertPayout(tx, { ...wanted, store_id } as Wanted, path, { requested_at, completed_at, till });
}
