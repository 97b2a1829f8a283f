/**
 * Finalizes a sale (SALE-1). Before the pivot inventory holds the units, and accounts holds store credit and gift cards. The
 * pivot is the sale's own transaction. After it the units are sold and the journal is posted in parallel; goods in quantity
 * are sold first, since that tells what they cost (LNK-7).
 */
import type { Entity } from "../../../shared/resource/resource.ts";
import { saga } from "../../../shared/saga/saga.ts";
import { holdTender, releaseTender } from "../../accounts/public.ts";
import { holdUnits, releaseUnits } from "../../inventory/public.ts";
import { sale } from "../sales/sale.ts";
import {
  type Checkout,
  draws,
  finalizeIn,
  handOver,
  isParked,
  noteCosts,
  postFinalized,
  sellHeld,
  takesStock,
} from "./checkout-steps.ts";

/** The fields of an item that affect a line's price. An outside register sets the price itself (D37). */
const pricedBy = (line: Entity<typeof sale>["lines"][number], channel: string) => ({
  item_id: line.item_id,
  account_id: line.account_id,
  inventory_type: line.inventory_type,
  split: line.inventory_type === "consignment" ? line.split : null,
  tag_price: channel === "pos" ? line.unit_price : null,
});

function cardsOf({ gift_cards = [], gift_card_codes }: Checkout["changes"]) {
  const codes = (gift_card_codes ?? {}) as Record<string, string>;
  return gift_cards.map(({ id, amount, expires_on }) => ({
    ...{ id, amount, expires_on, code: codes[id] ?? null },
  }));
}

/** A sale of nothing but gift cards has none. */
const hasUnits = ({ units }: Pick<Checkout, "units">): boolean => units.length > 0;

const holdsUnits = (data: Pick<Checkout, "units" | "parked_hold_id">): boolean =>
  hasUnits(data) && !isParked(data);

export const checkout = saga<Checkout>({
  name: "checkout",
  passing: ["changes", "before"],
  decides: ({ sale_id, in_drawer }) => (in_drawer ? null : { resource: sale, id: sale_id }),
  before: [
    {
      name: "hold_units",
      needed: holdsUnits,
      async run({ saga_id, call }, { units, allow_negative_stock, changes, channel }) {
        const priced = (changes.lines ?? []).map((line) => pricedBy(line, channel));
        await call(holdUnits, { hold_id: saga_id, allow_negative_stock, lines: units, priced });
        return undefined;
      },
      async undo({ saga_id, call }, { units, parked_hold_id }) {
        if (holdsUnits({ units, parked_hold_id }))
          await call(releaseUnits, { hold_id: saga_id, lines: units });
      },
    },
    {
      name: "hold_tender",
      needed: ({ tenders, cards }) => cards.length > 0 || tenders.some(draws),
      async run({ saga_id, call }, { sale_id, tenders, timezone, changes }) {
        const drawing = tenders.filter(draws);
        const held = await call(holdTender, {
          ...{ hold_id: saga_id, timezone, tenders: drawing, sale_id },
          cards: cardsOf(changes),
        });
        return { tenders: [...tenders.filter((each) => !draws(each)), ...held.tenders] };
      },
      async undo({ saga_id, call }, { tenders, cards }) {
        if (cards.length || tenders.some((each) => draws(each) || each.type === "payable"))
          await call(releaseTender, { hold_id: saga_id });
      },
    },
  ],
  async pivot(tx, checked) {
    return { finalized: await finalizeIn(tx, checked) };
  },
  after: [
    {
      name: "hand_over",
      needed: isParked,
      async run(context, checked) {
        await handOver(context, checked);
        return undefined;
      },
    },
    {
      name: "sell_units",
      needed: hasUnits,
      waits: isParked,
      run: sellHeld,
    },
    {
      name: "note_costs",
      needed: takesStock,
      waits: takesStock,
      answers: takesStock,
      run: noteCosts,
    },
    {
      name: "post_sale",
      waits: takesStock,
      async run(context, checked) {
        await postFinalized(context, checked);
        return undefined;
      },
    },
  ],
});
