/** Contracts as they are after the day, held beside what was answered: what a provider was asked for is there once. */
import type { Json } from "../support/backroom.ts";
import type { Entry } from "./client-log.ts";
import { type Comparison, type Reading, sameIds } from "./reading.ts";

const contractOf = ({ id, status, platform_id, refunded_amount, total, pending }: Json) => ({
  ...{ id, status, refunded_amount, total, waits: pending.length > 0, charged: platform_id !== null },
});
type Contract = ReturnType<typeof contractOf>;
const disputeOf = ({ id, status, contract_id }: Json) => ({ id, status, contract_id });

export async function marketAgrees(
  reading: Reading,
  entries: readonly Entry[],
  found: Comparison,
): Promise<void> {
  const rows = await reading("/contracts?", contractOf);
  const disputes = await reading("/disputes?", disputeOf);
  const lost = disputes.filter(({ status }) => status === "lost");
  const taken = new Set(lost.map(({ contract_id }) => contract_id));
  const same = (what: string, there: readonly { id: string }[]) =>
    sameIds(
      what,
      entries.filter((entry) => entry.what === what).map(({ id }) => id),
      there.map(({ id }) => id),
      found,
    );
  const paid = ({ status, id }: Contract) => status === "settled" || (status === "refunded" && taken.has(id));
  same("contract", rows);
  same(
    "contract settle",
    rows.filter((row) => !row.charged && paid(row)),
  );
  same(
    "contract charge",
    rows.filter((row) => row.charged && paid(row)),
  );
  same(
    "contract declined",
    rows.filter(({ status, waits }) => status === "open" && !waits),
  );
  same(
    "contract refund",
    rows.filter(({ id, refunded_amount }) => refunded_amount > 0 && !taken.has(id)),
  );
  same("dispute lost", lost);
  same(
    "dispute won",
    disputes.filter(({ status }) => status === "won"),
  );
  for (const { id, refunded_amount, total } of rows) {
    const most = taken.has(id) ? total : 100;
    if (refunded_amount > most)
      found.doubled.push(`contract ${id} gave ${refunded_amount} back, not ${most}`);
  }
  // Each charge with that card is disputed, once.
  const about = disputes.map(({ contract_id }) => contract_id);
  if (new Set(about).size !== about.length) found.doubled.push("a charge is disputed twice");
}
