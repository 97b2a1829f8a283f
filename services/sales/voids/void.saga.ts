/** Voids a sale (VOID-1): first the sale's own state, then its pieces are returned and its journal is reversed. */
import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { saga } from "../../../shared/saga/saga.ts";
import { type CardLine, holdTender, postVoid, releaseTender } from "../../accounts/public.ts";
import { returnUnits, type StockMovement } from "../../inventory/public.ts";
import { costsOf } from "../pricing/rules/basket.ts";
import { wholeCards } from "../refunds/refund-steps.ts";
import { cashOf, countAt } from "../registers/drawer.ts";
import { saleVoided } from "../sales/declarations.ts";
import { sale, soldThrough } from "../sales/sale.ts";

/** Goods in quantity name the line of the sale. */
export type Returned = { item_id: string; units: number; sku_id: string | null; line_id?: string };

const putsBack = ({ units }: Voiding): boolean => units.some(({ sku_id }) => sku_id);

export type Voiding = {
  sale_id: string;
  version: number;
  business_date: string;
  reason: string | null;
  units: Returned[];
  /** GFT-2: gift cards that the sale sold, and the time zone in which they are looked at. */
  cards: { gift_cards: CardLine[]; timezone: string };
  /** What goods were worth that went back into stock. */
  stock?: StockMovement[];
  voided?: Entity<typeof sale>;
  /** The session whose drawer returned the cash. */
  register_session_id?: string | null;
};

export const voiding = saga<Voiding>({
  name: "void",
  before: [
    {
      name: "hold_cards",
      needed: ({ cards }) => cards.gift_cards.length > 0,
      async run({ saga_id, call }, { cards: { gift_cards, timezone } }) {
        await call(holdTender, { hold_id: saga_id, timezone, tenders: wholeCards(gift_cards) });
        return undefined;
      },
      async undo({ saga_id, call }, { cards }) {
        if (cards.gift_cards.length) await call(releaseTender, { hold_id: saga_id });
      },
    },
  ],
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
      needed: ({ units }) => units.length > 0,
      async run({ saga_id, call }, { sale_id, units, voided }) {
        const lines = units.map((each) => ({ ...each, to: "active" as const }));
        const posted = costsOf(voided!.lines);
        const { stock } = await call(returnUnits, {
          ...{ return_id: saga_id, sale_id, sold_as: soldThrough(voided!.channel) },
          ...{ flow: "void" as const, lines, posted },
        });
        return stock.length ? { stock } : undefined;
      },
    },
    {
      name: "post_void",
      waits: putsBack,
      async run(
        { call, saga_id },
        { sale_id, business_date, cards, register_session_id = null, stock = [] },
      ) {
        const hold_id = cards.gift_cards.length ? saga_id : null;
        await call(postVoid, { sale_id, business_date, register_session_id, hold_id, stock });
        return undefined;
      },
    },
  ],
});
