/** The steps of a refund that other sagas use, too: its rows, the returned units, the posting. */
import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Step, StepContext } from "../../../shared/saga/saga.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import {
  type CardLine,
  holdTender,
  postRefund,
  type RefundPosting,
  releaseTender,
} from "../../accounts/public.ts";
import { returnUnits, type StockMovement } from "../../inventory/public.ts";
import { cashIn, countAt } from "../registers/drawer.ts";
import { type Channel, sale, soldThrough } from "../sales/sale.ts";
import { saleRefunded } from "./declarations.ts";
import { refund } from "./refund.ts";

type Returned = {
  item_id: string;
  /** Goods in quantity go back into the stock of this SKU, at this cost (T25). */
  sku_id: string | null;
  line_id: string;
  cost: number;
  units: number;
  to: "active" | "damaged" | "returned_to_owner";
};

export type OneRefund = {
  sale_id: string;
  channel: Channel;
  version: number;
  refund: Partial<Entity<typeof refund>> & Pick<Entity<typeof refund>, "id" | "register_id" | "tenders">;
  /** The sale after the refund: refunded figures, refund_status. */
  changes: Record<string, unknown>;
  returned: Returned[];
  /** The cost of own goods that the refund's journal returns to stock (T4). */
  restocked: { item_id: string; cost: number }[];
  /** Gift cards that are taken back, and the time zone in which they are looked at. */
  cards: { gift_cards: CardLine[]; timezone: string };
  posting: RefundPosting;
  /** What goods were worth that went back into stock. */
  stock?: StockMovement[];
};

export const putsBack = ({ returned }: OneRefund): boolean =>
  returned.some(({ sku_id, to }) => sku_id && to === "active");

const takesCards = (refunds: readonly OneRefund[]): boolean =>
  refunds.some(({ cards }) => cards.gift_cards.length > 0);

/** GFT-2: gift cards are set aside whole before the refund is final, so that nobody spends them meanwhile. */
export const holdCards: Step<{ refunds: OneRefund[] }> = {
  name: "hold_cards",
  needed: ({ refunds }) => takesCards(refunds),
  async run({ call }, { refunds }) {
    for (const { refund: row, cards } of refunds.filter((each) => takesCards([each])))
      await call(holdTender, {
        hold_id: row.id,
        timezone: cards.timezone,
        tenders: wholeCards(cards.gift_cards),
      });
    return undefined;
  },
  async undo({ call }, { refunds }) {
    for (const { refund: row } of refunds.filter((each) => takesCards([each])))
      await call(releaseTender, { hold_id: row.id });
  },
};

export const wholeCards = (cards: readonly CardLine[]) =>
  cards.map(({ id, amount }) => ({ type: "gift_card" as const, amount, gift_card_id: id, whole: true }));

/** Returns the units of decided refunds; the refunds with what went back into stock, if any did. */
export async function takeBack(
  { call }: StepContext,
  refunds: readonly OneRefund[],
): Promise<{ refunds: OneRefund[] } | undefined> {
  const done: OneRefund[] = [];
  for (const each of refunds) {
    const { refund: row, sale_id, channel, returned, restocked } = each;
    const sold_as = soldThrough(channel);
    const back = { return_id: row.id, sale_id, sold_as, flow: "refund" as const, lines: returned };
    const { stock } = returned.length
      ? await call(returnUnits, { ...back, posted: restocked })
      : { stock: [] };
    done.push({ ...each, stock });
  }
  return refunds.some(putsBack) ? { refunds: done } : undefined;
}

export async function postRefunds({ call }: StepContext, refunds: readonly OneRefund[]): Promise<void> {
  for (const each of refunds) {
    const { posting, stock = [], refund: row } = each;
    const hold_id = takesCards([each]) ? row.id : null;
    await call(postRefund, { refund: { ...posting, hold_id }, stock });
  }
}

/** Writes refunds, each with its sale, as a part of a pivot. */
export async function giveAllBack(tx: Tx, refunds: readonly OneRefund[]) {
  const refunded: Entity<typeof refund>[] = [];
  for (const each of refunds) refunded.push(await giveBack(tx, each));
  const paid = refunds.map((each, i) => {
    const { register_session_id } = refunded[i]!;
    return { ...each, posting: { ...each.posting, register_session_id } };
  });
  return { refunded, refunds: paid };
}

async function giveBack(
  tx: Tx,
  { sale_id, version, refund: row, changes }: OneRefund,
): Promise<Entity<typeof refund>> {
  tx.reason(row.reason);
  const { register_id, tenders } = row;
  const register_session_id = await countAt(tx, register_id, -cashIn(tenders));
  const refunded = await tx.insert(refund, { ...row, register_session_id }, { emit: "none" });
  const after = await tx.update(
    sale,
    { _id: sale_id, status: "finalized", version },
    { $set: changes },
    { emit: (entity) => ({ event: saleRefunded, data: { refund: refunded, sale: entity } }) },
  );
  if (!after) throw fail("conflict", "This sale has just been changed by someone else.");
  return refunded;
}
