/** Puts a sale on lay-by: its pieces are held and the deposit is set aside, then the sale and the deposit are written (LAY-1). */
import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { saga } from "../../../shared/saga/saga.ts";
import { parkUnits, unparkUnits } from "../../inventory/public.ts";
import type { pricedBy } from "../checkout/hold-steps.ts";
import type { Units } from "../pricing/rules/basket.ts";
import { sale } from "../sales/sale.ts";
import { layByStarted } from "./declarations.ts";
import { holdMoney, type Money, moveMoney, postMoney, type Row } from "./lay-by-money.ts";

export type Starting = {
  sale_id: string;
  version: number;
  units: Units[];
  /** What the agreed prices rest on. */
  priced: ReturnType<typeof pricedBy>[];
  /** The agreed lines and totals, the lay-by and its deposit. */
  changes: Record<string, unknown>;
  money: Money | null;
  row?: Row;
  parked?: Entity<typeof sale>;
};

export const starting = saga<Starting>({
  name: "start_lay_by",
  passing: ["changes"],
  before: [
    {
      name: "hold_units",
      async run({ saga_id, call }, { units, priced }) {
        await call(parkUnits, { hold_id: saga_id, lines: units, priced });
        return undefined;
      },
      async undo({ saga_id, call }) {
        await call(unparkUnits, { hold_id: saga_id });
      },
    },
    holdMoney,
  ],
  async pivot(tx, { sale_id, version, changes, money }, saga_id) {
    const parked = await tx.update(
      sale,
      { _id: sale_id, status: "open", version },
      { $set: { ...changes, status: "parked", parked_at: tx.now, hold_id: saga_id } },
      { emit: (after) => ({ event: layByStarted, data: { sale: after } }) },
    );
    if (!parked) throw fail("conflict", "This sale has just been changed by someone else.");
    return money ? { parked, row: await moveMoney(tx, money) } : { parked };
  },
  after: [
    {
      name: "post_payment",
      needed: ({ money }) => money !== null,
      async run(context, { money, row }) {
        await postMoney(context, money!, row!);
        return undefined;
      },
    },
  ],
});
