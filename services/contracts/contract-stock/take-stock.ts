/** Takes the goods of a contract before the first money for them (CON-10, CON-16). */
import { fail } from "../../../shared/errors.ts";
import type { Step } from "../../../shared/saga/saga.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call, OutputOf } from "../../../shared/service/reference.ts";
import { giveBackStock, takeStock } from "../../catalog/public.ts";
import { holdGoods, releaseGoods } from "../../inventory/public.ts";
import { contract } from "../contracts/contract.ts";
import type { Contract } from "../contracts/contract-view.ts";

/** The quantities of products that a contract needs until it is paid, and the terms they belong to. */
export type Goods = { terms_version: number; lines: { variant_id: string; quantity: number }[] };

export async function goodsOf(reader: Reader, contract_id: string): Promise<Goods> {
  const { status, items, terms_version } = await reader.load(contract, contract_id);
  const isOpen = status === "open" || status === "partially_paid";
  const lines = items.flatMap(({ product_id, quantity }) =>
    product_id && isOpen ? [{ variant_id: product_id, quantity }] : [],
  );
  return { terms_version, lines };
}

/** What inventory is to hold. */
export type Held = OutputOf<typeof takeStock>;
type Holding = { contract_id: string; goods: Goods; held?: Held };

/** Before the pivot of anything that brings money. Goods are taken once for a contract, whoever pays first. */
export const takeGoods: Step<Holding> = {
  name: "take_goods",
  needed: ({ goods }) => goods.lines.length > 0,
  async run({ saga_id, call }, { contract_id, goods }) {
    const held = await call(takeStock, { taken_for: contract_id, holder_id: saga_id, lines: goods.lines });
    return held.hold_id ? { held } : undefined;
  },
  undo: ({ saga_id, call }, { contract_id }) =>
    giveBack(call, { taken_for: contract_id, holder_id: saga_id }),
};

/** Tills sell the same goods, so inventory decides (LNK-3). Every sharer of the hold requests it as well. */
export const holdTaken: Step<Holding> = {
  name: "hold_goods",
  needed: ({ held }) => Boolean(held?.hold_id),
  async run({ call }, { held }) {
    await call(holdGoods, { hold_id: held!.hold_id!, lines: unitsOf(held!.linked) });
    return undefined;
  },
};

const unitsOf = (linked: Held["linked"]) =>
  linked.map(({ item_id, sku_id, location_id, quantity }) => ({
    ...{ item_id, sku_id, location_id, units: quantity },
  }));

/** Taken goods return with their last holder, also at inventory. */
export async function giveBack(call: Call, holder: { taken_for: string; holder_id: string }): Promise<void> {
  const { hold_id, linked } = await call(giveBackStock, holder);
  if (hold_id) await call(releaseGoods, { hold_id, lines: unitsOf(linked) });
}

/** After a pivot without a payment: returns the goods taken for it. */
export const giveBackGoods = <D extends Holding>(needed: (data: D) => boolean): Step<D> => ({
  name: "give_back_goods",
  needed,
  async run({ saga_id, call }, { contract_id }) {
    await giveBack(call, { taken_for: contract_id, holder_id: saga_id });
    return undefined;
  },
});

/** In the pivot: the taken goods must be those of the terms that are paid. */
export function requireSameGoods({ terms_version }: Contract, { goods }: Pick<Holding, "goods">): void {
  if (terms_version !== goods.terms_version)
    throw fail("conflict", "The contract was changed in the meantime; read it and try again.", {
      reason: "needs_resend",
    });
}
