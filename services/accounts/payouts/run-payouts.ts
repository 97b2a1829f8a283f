/** A run of payouts (PAY-3): pays every account with an available balance once per run. */
import type { Received } from "../../../shared/fields/index.ts";
import { newId } from "../../../shared/ids.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { account } from "../accounts/account.ts";
import { spendable } from "../balances/available.ts";
import { organization } from "../organizations/organization.ts";
import * as declared from "./declarations.ts";
import { insertPayout } from "./move-payout.ts";
import { payout } from "./payout.ts";
import { pathOf } from "./payout-path.ts";
import { planPayouts } from "./payout-status.rules.ts";

/** PAY-3: one transaction per account, so that a failure affects one account only. No run_id pays an account twice. */
export const runPayouts = flow(declared.runPayouts, async (context, input) => {
  const { meta, headers, transact } = context;
  const run_id = input.run_id ?? headers.idempotency_key ?? newId();
  const told = await payAll(context, { ...input, run_id });
  // The answer is stored at the end only: after a crash, a repetition continues the run by its run_id.
  return transact(meta, { action: declared.runPayouts.name, headers }, async () => told);
});

type Run = Received<typeof declared.runPayouts.input> & { run_id: string };

/** Accounts with an available balance, or with a payout of this run. */
async function payees(reader: Reader, { account_ids, run_id }: Run): Promise<Entity<typeof account>[]> {
  if (account_ids)
    return reader.find(account, { _id: { $in: account_ids }, deleted_at: null }, { limit: 5000 });
  const owed = { balance: { $gt: 0 }, deleted_at: null };
  const found = await reader.find(account, owed, { limit: 5000 });
  const known = new Set(found.map(({ id }) => id));
  const paid = await reader.find(payout, { run_id }, { limit: 5000 });
  const before = paid.map(({ account_id }) => account_id).filter((id) => !known.has(id));
  return before.length === 0 ? found : [...found, ...(await reader.find(account, { _id: { $in: before } }))];
}

async function payAll({ reader, meta, transact }: FlowContext, input: Run) {
  const { run_id, account_ids, method, approved, completed } = input;
  const [policy] = await reader.find(organization, {});
  const accounts = await payees(reader, input);
  const missing = (account_ids ?? []).filter((id) => !accounts.some((each) => each.id === id));
  const results: (Result & { paid?: boolean })[] = missing.map((account_id) =>
    result(account_id, "error", 0, null, "not_found"),
  );
  for (const { id } of accounts) {
    results.push(
      await transact(meta, { action: declared.runPayouts.name }, async (tx) => {
        const before = await tx.findOne(payout, { run_id, account_id: id });
        if (before)
          return { ...result(id, "created", before.amount, before.id, null), paid: before.completed };
        const { available_balance } = await spendable(tx, await tx.load(account, id, { withHidden: true }));
        const [plan] = planPayouts([{ account_id: id, available_balance }], policy?.payout_min ?? 0);
        if (plan?.result !== "pay") return result(id, "skipped", available_balance, null, "below_minimum");
        const made = await insertPayout(
          tx,
          { account_id: id, amount: plan.amount, method, run_id, fee: 0 },
          pathOf(tx, { approved, completed }, "many"),
        );
        return { ...result(id, "created", made.amount, made.id, null), paid: made.completed };
      }),
    );
  }
  const created = results.filter((each) => each.status === "created");
  return {
    run_id,
    created: created.length,
    paid: created.filter((each) => each.paid).length,
    skipped: results.filter((each) => each.status === "skipped").length,
    total: created.reduce((sum, each) => sum + each.amount, 0),
    results: results.map(({ paid: _paid, ...each }) => each),
  };
}

type Result = ReturnType<typeof result>;

const result = (
  account_id: string,
  status: "created" | "skipped" | "error",
  amount: number,
  payout_id: string | null,
  reason: string | null,
) => ({ account_id, status, amount, payout_id, reason });
