/** Parking holds the pieces (SALE-2). Un-parking and discarding release them. */
import { fail } from "../../../shared/errors.ts";
import type { EventDeclaration } from "../../../shared/events/event.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { saga } from "../../../shared/saga/saga.ts";
import { parkUnits, unparkUnits } from "../../inventory/public.ts";
import type { Units } from "../pricing/rules/basket.ts";
import { saleEvents } from "../sales/declarations.ts";
import { sale } from "../sales/sale.ts";
import type { SaleStatus } from "../sales/sale-status.rules.ts";

export type Parking = {
  sale_id: string;
  version: number;
  hold_until: string;
  units: Units[];
  parked?: Entity<typeof sale>;
};

export const parking = saga<Parking>({
  name: "park",
  before: [
    {
      name: "hold_units",
      async run({ saga_id, call }, { units }) {
        await call(parkUnits, { hold_id: saga_id, lines: units });
        return undefined;
      },
      async undo({ saga_id, call }) {
        await call(unparkUnits, { hold_id: saga_id });
      },
    },
  ],
  async pivot(tx, { sale_id, version, hold_until }, saga_id) {
    const parked = await tx.update(
      sale,
      { _id: sale_id, status: "open", version },
      { $set: { status: "parked", parked_at: tx.now, hold_until, hold_id: saga_id } },
      { emit: (after) => ({ event: saleEvents.parked, data: { sale: after } }) },
    );
    if (!parked) throw changed();
    return { parked };
  },
  after: [],
});

export type Leaving = {
  sale_id: string;
  version: number;
  from: SaleStatus;
  to: "open" | "discarded";
  hold_id: string | null;
  left?: Entity<typeof sale>;
};

const announcement: Record<Leaving["to"], EventDeclaration<{ sale: Entity<typeof sale> }>> = {
  open: saleEvents.unparked,
  discarded: saleEvents.discarded,
};

/** parked → open, open|parked → discarded. */
export const leaving = saga<Leaving>({
  name: "leave",
  before: [],
  async pivot(tx, { sale_id, version, from, to }) {
    const left = await tx.update(
      sale,
      { _id: sale_id, status: from, version },
      { $set: { status: to, hold_until: null, hold_id: null } },
      { emit: (after) => ({ event: announcement[to], data: { sale: after } }) },
    );
    if (!left) throw changed();
    return { left };
  },
  after: [
    {
      name: "release_units",
      async run({ call }, { hold_id }) {
        if (hold_id) await call(unparkUnits, { hold_id });
        return undefined;
      },
    },
  ],
});

const changed = () => fail("conflict", "This sale has just been changed by someone else.");
