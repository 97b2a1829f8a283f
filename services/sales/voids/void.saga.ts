/** Voids a sale (VOID-1): first the sale's own state, then its pieces are returned and its journal is reversed. */
import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { saga } from "../../../shared/saga/saga.ts";
import { postVoid } from "../../accounts/public.ts";
import { returnUnits, type StockMovement } from "../../inventory/public.ts";
import { costsOf } from "../pricing/rules/basket.ts";
import { cashOf, countAt } from "../registers/drawer.ts";
import { saleVoided } from "../sales/declarations.ts";
import { sale } from "../sales/sale.ts";

/** Goods in quantity name the line of the sale. */
export type Returned = { item_id: string; units: number; sku_id: string | null; line_id?: string };

const putsBack = ({ units }: Voiding): boolean => units.some(({ sku_id }) => sku_id);

export type Voiding = {
  sale_id: string;
  version: number;
  business_date: string;
  reason: string | null;
  units: Returned[];
  /** What goods were worth that went back into stock. */
  stock?: StockMovement[];
  voided?: Entity<typeof sale>;
  /** The session whose drawer returned the cash. */
  register_session_id?: string | null;
};

export const voiding = saga<Voiding>({
  name: "void",
  before: [],
  async pivot(tx, { sale_id, version, reason }) {
    tx.reason(reason);
    const voided = await tx.update(
      sale,
      { _id: sale_id, status: "finalized", refund_status: "none", version },
      { $set: { status: "voided", voided_at: tx.now } },
      { emit: (after) => ({ event: saleVoided, data: { sale: after } }) },
    );
    if (!voided) throw fail("conflict", "This sale has just been changed by someone else.");
    return { voided, register_session_id: await countAt(tx, voided.register_id, -cashOf(voided)) };
  },
  after: [
    {
      name: "return_units",
      async run({ saga_id, call }, { sale_id, units, voided }) {
        const lines = units.map((each) => ({ ...each, to: "active" as const }));
        const posted = costsOf(voided!.lines);
        const { stock } = await call(returnUnits, {
          ...{ return_id: saga_id, sale_id, flow: "void" as const, lines, posted },
        });
        return stock.length ? { stock } : undefined;
      },
    },
    {
      name: "post_void",
      waits: putsBack,
      async run({ call }, { sale_id, business_date, register_session_id = null, stock = [] }) {
        await call(postVoid, { sale_id, business_date, register_session_id, stock });
        return undefined;
      },
    },
  ],
});
