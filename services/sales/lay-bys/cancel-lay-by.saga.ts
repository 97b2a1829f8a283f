/** Cancels a lay-by (LAY-6): the sale decides, then its pieces are released and its money is posted. */
import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { saga } from "../../../shared/saga/saga.ts";
import { unparkUnits } from "../../inventory/public.ts";
import { sale } from "../sales/sale.ts";
import { layByCancelled } from "./declarations.ts";
import { type Money, moveMoney, postMoney, type Row } from "./lay-by-money.ts";

export type Cancelling = {
  sale_id: string;
  version: number;
  hold_id: string;
  changes: Record<string, unknown>;
  /** Null: nothing was paid. */
  money: Money | null;
  reason: string | null;
  row?: Row;
  cancelled?: Entity<typeof sale>;
};

export const cancelling = saga<Cancelling>({
  name: "cancel_lay_by",
  passing: ["changes"],
  before: [],
  async pivot(tx, { sale_id, version, changes, money, reason }) {
    tx.reason(reason);
    const row = money ? await moveMoney(tx, money) : null;
    const cancelled = await tx.update(
      sale,
      { _id: sale_id, status: "parked", version },
      { $set: { ...changes, status: "discarded", hold_until: null, hold_id: null } },
      { emit: (after) => ({ event: layByCancelled, data: { sale: after, returned: row } }) },
    );
    if (!cancelled) throw fail("conflict", "This sale has just been changed by someone else.");
    return row ? { cancelled, row } : { cancelled };
  },
  after: [
    {
      name: "release_units",
      async run({ call }, { hold_id }) {
        await call(unparkUnits, { hold_id });
        return undefined;
      },
    },
    {
      name: "post_return",
      needed: ({ money }) => money !== null,
      async run(context, { money, row }) {
        await postMoney(context, money!, row!);
        return undefined;
      },
    },
  ],
});
