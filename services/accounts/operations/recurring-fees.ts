/** Fees that are charged by themselves (BAL-2): once per fee and due date, on the organization's business date. */
import { nowMs } from "../../../shared/clock.ts";
import { businessDate } from "../../../shared/dates.ts";
import { newId } from "../../../shared/ids.ts";
import type { Meta } from "../../../shared/meta.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Schedule } from "../../../shared/service/define-service.ts";
import { flow } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { today } from "../ledger/available.ts";
import { post, postedBefore } from "../ledger/post.ts";
import { chargeFees } from "../public.ts";
import { account } from "../resources/account.ts";
import { organization } from "../resources/organization.ts";
import { feePostings } from "../rules/account-postings.ts";
import { dueDates } from "../rules/recurring-fees.ts";
import { systemMeta } from "./identity.ts";

type Account = Entity<typeof account>;
type Fee = Account["recurring_fees"][number];
/** As it comes in: what may be absent is. */
type GivenFee = Pick<Fee, "name" | "amount" | "cycle"> & { [K in keyof Fee]?: Fee[K] | undefined };

const EVERY_MS = 10 * 60_000;
const CHUNK = 500;

/** A fee keeps its id and the day it was attached as long as its id or its name comes again. */
export function attachFees(fees: readonly GivenFee[], before: readonly Fee[], date: string): Fee[] {
  const left = [...before];
  const take = (same: (old: Fee) => boolean): Fee | undefined => {
    const at = left.findIndex(same);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  return fees.map((fee) => {
    const old =
      take((each) => each.id !== null && each.id === fee.id) ?? take(({ name }) => name === fee.name);
    const { every_weeks = null, day_of_month = null, starts_on = null } = fee;
    const kept = { id: old?.id ?? newId(), attached_on: old?.attached_on ?? date };
    return { ...fee, every_weeks, day_of_month, starts_on, ...kept };
  });
}

const dueOn = (date: string) => ({
  "recurring_fees.0": { $exists: true },
  $or: [{ fees_charged_on: null }, { fees_charged_on: { $lt: date } }],
});

async function chargeAccount(tx: Tx, id: string): Promise<number> {
  const date = today(tx);
  const holder = await tx.whole(account, id);
  let charged = 0;
  for (const fee of holder.deleted_at ? [] : holder.recurring_fees) {
    const { id: fee_id, attached_on } = fee;
    if (!fee_id || !attached_on) continue;
    for (const due of dueDates(fee, attached_on, holder.fees_charged_on ?? attached_on, date)) {
      const ref = { kind: "recurring_fee", id: `${fee_id}:${due}` };
      if (await postedBefore(tx, ref, "recurring_fee")) continue;
      await post(tx, {
        draft: feePostings({ account_id: id, amount: fee.amount, kind: "recurring_fee" }),
        ref,
        currency: tx.org.currency,
        business_date: due,
        memo: fee.name,
        entries: [
          { account_id: id, type: "recurring_fee", amount: -fee.amount, available_on: due, memo: fee.name },
        ],
      });
      charged += 1;
    }
  }
  // Of a deleted account too, so that its restoring does not charge for the time in between.
  await tx.change(account, { _id: id }, { $set: { fees_charged_on: date } }, "silent");
  return charged;
}

export const charge = flow(chargeFees, async ({ reader, meta, transact }, { limit }) => {
  const rows = await reader.find(account, dueOn(today(reader)), { limit });
  const failures: unknown[] = [];
  let charged = 0;
  for (const { id } of rows) {
    try {
      charged += await transact(meta, { action: chargeFees.name }, (tx) => chargeAccount(tx, id));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length) throw new AggregateError(failures, "Fees of some accounts were not charged.");
  return { accounts: rows.length, charged };
});

/** One organization's failure does not stop the others (TEN-4). */
export const chargeRecurringFees: Schedule = {
  name: "recurring_fees",
  every_ms: EVERY_MS,
  async run(global, callFor) {
    const failures: unknown[] = [];
    for (const org_id of await global.tenants(account)) {
      const found = await global.lookup(organization, { _id: org_id });
      if (!found) continue;
      const { slug, mode, currency, timezone } = found.entity;
      const date = businessDate(nowMs(), timezone);
      const [first] = await global.due(account, { org_id, ...dueOn(date) }, 1);
      if (!first) continue;
      const meta: Meta = { ...systemMeta(org_id), org: { id: org_id, slug, mode, currency, timezone } };
      await callFor(meta)(chargeFees, { limit: CHUNK }, { timeout_ms: 60_000 }).catch((error: unknown) =>
        failures.push(error),
      );
    }
    if (failures.length) throw new AggregateError(failures, "Recurring fees failed for some organizations.");
  },
};
