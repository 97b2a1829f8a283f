/** The steps before a checkout's pivot: inventory holds the units, accounts holds store credit and gift cards. */
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Step } from "../../../shared/saga/saga.ts";
import { holdTender, releaseTender } from "../../accounts/public.ts";
import { holdUnits, releaseUnits } from "../../inventory/public.ts";
import type { sale } from "../sales/sale.ts";
import { type Checkout, draws, isParked } from "./checkout-steps.ts";
import { atPayment } from "./payment-places.ts";

/** The fields of an item that affect a line's price. An outside register sets the price itself (D37). */
export const pricedBy = (line: Entity<typeof sale>["lines"][number], channel: string) => ({
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
export const hasUnits = ({ units }: Pick<Checkout, "units">): boolean => units.length > 0;

/** Those of a parked sale are held already. */
const holdsUnits = (data: Pick<Checkout, "units" | "parked_hold_id">): boolean =>
  hasUnits(data) && !isParked(data);

export const unitsHeld: Step<Checkout> = {
  name: "hold_units",
  needed: holdsUnits,
  async run({ saga_id, call }, { units, allow_negative_stock, changes, channel }) {
    const priced = (changes.lines ?? []).map((line) => pricedBy(line, channel));
    await call(holdUnits, { hold_id: saga_id, allow_negative_stock, lines: units, priced });
    return undefined;
  },
  async undo({ saga_id, call }, { units, parked_hold_id }) {
    if (holdsUnits({ units, parked_hold_id })) await call(releaseUnits, { hold_id: saga_id, lines: units });
  },
};

export const tenderHeld: Step<Checkout> = {
  name: "hold_tender",
  needed: ({ tenders, cards }) => cards.length > 0 || tenders.some(draws),
  async run({ saga_id, call }, { sale_id, tenders, timezone, changes }) {
    const drawing = tenders.filter(draws);
    const asked = { hold_id: saga_id, timezone, tenders: drawing, sale_id, cards: cardsOf(changes) };
    const held = await call(holdTender, asked).catch((error) => {
      throw atPayment(error, changes.payments ?? []);
    });
    return { tenders: [...tenders.filter((each) => !draws(each)), ...held.tenders] };
  },
  async undo({ saga_id, call }, { tenders, cards }) {
    if (cards.length || tenders.some((each) => draws(each) || each.type === "payable"))
      await call(releaseTender, { hold_id: saga_id });
  },
};
