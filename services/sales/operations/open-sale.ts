/** Opening a sale, changing it while it is open, notes at any time, and what it would come to. */
import { fail } from "../../../shared/errors.ts";
import { completeGroup } from "../../../shared/fields/index.ts";
import { newId } from "../../../shared/ids.ts";
import type { Meta } from "../../../shared/meta.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { realChanges } from "../../../shared/service/differences.ts";
import { padded } from "../../../shared/service/numbers.ts";
import { command, query } from "../../../shared/service/operation.ts";
import { mergeJson } from "../../../shared/service/verbs.ts";
import { refuseHidden } from "../../../shared/service/visible.ts";
import { addNote, changeSale, createSale, quoteSale, saleEvents } from "../public.ts";
import { manualDiscount, sale } from "../resources/sale.ts";
import type { GivenLine } from "../rules/basket.ts";
import { isEditable } from "../rules/sale-status.ts";
import { type Basket, type Loaded, loadBasket } from "./load-basket.ts";
import { targetSale } from "./one-sale.ts";
import { priceBasket } from "./price-basket.ts";

const nothingYet = {
  status: "open",
  refund_status: "none",
  payments: [],
  change: 0,
  refunded_amount: 0,
  notes: [],
} as const;

/** What a sale begins with, besides its priced lines and its number. */
export const newSale = (
  input: object,
  { organization, business_date }: Loaded,
  meta: Meta,
): Record<string, unknown> => ({
  ...input,
  ...nothingYet,
  currency: organization.currency,
  business_date,
  cashier_id: meta.actor.kind === "system" ? null : meta.actor.id,
});

export const openSale = command(createSale, {
  gather: (call, input, meta) => loadBasket(call, input as Basket, meta),
  async run(tx, input, loaded) {
    const { lines, totals } = priceBasket(input as Basket, loaded, tx.meta);
    const opened = await tx.insert(
      sale,
      {
        ...newSale(input, loaded, tx.meta),
        ...totals,
        lines: lines as never,
        number: padded(await tx.number("sale")),
      } as never,
      (after) => ({ event: saleEvents.opened, data: { sale: after } }),
    );
    tx.keep(sale, [opened]);
    return opened;
  },
});

/** SAL-1: the basket while open, memo and metadata at any time. */
const basketFields = ["store_id", "register_id", "customer_id", "lines", "discounts"] as const;

export const editSale = command(changeSale, {
  async gather(call, input, meta, reader) {
    if (!basketFields.some((name) => input[name] !== undefined)) return null;
    const before = refuseHidden(sale, meta, await reader.load(sale, input.id));
    if (!isEditable(before.status) && isSameBasket(before, input)) return null;
    return loadBasket(call, { ...before, ...defined(input) } as Basket, meta);
  },
  async run(tx, { id, ...input }, loaded) {
    const before = await targetSale(tx, id);
    const changes = mergeJson(sale.fields, before, defined(input));
    if (!loaded)
      return tx.save(sale, before, withoutBasket(changes), (after) => ({
        event: saleEvents.changed,
        data: { sale: after },
      }));
    if (!isEditable(before.status)) throw notEditable(before);
    const { lines, totals } = priceBasket({ ...before, ...changes } as Basket, loaded, tx.meta);
    return tx.save(sale, before, { ...changes, ...totals, lines: lines as never }, (after) => ({
      event: saleEvents.changed,
      data: { sale: after },
    }));
  },
});

type Asked = Partial<Pick<Entity<typeof sale>, "store_id" | "register_id" | "customer_id" | "discounts">> & {
  lines?: { item_id: string; quantity: number; discounts: GivenLine["discounts"] }[];
};

const wholeDiscounts = (given: readonly object[] | undefined) =>
  given?.map((each) => completeGroup(manualDiscount, each));

/** A basket as a caller tells it: what a stored one was asked for. */
const askedOf = ({ store_id, register_id, customer_id, lines, discounts }: Asked) => ({
  store_id,
  register_id,
  customer_id,
  lines: lines?.map(({ item_id, quantity, discounts: own }) => ({
    item_id,
    quantity,
    discounts: wholeDiscounts(own),
  })),
  discounts: wholeDiscounts(discounts),
});

export const notEditable = ({ status }: Entity<typeof sale>) =>
  fail("invalid_transition", `A ${status} sale cannot be changed.`, {
    from: status,
    to: "open",
    allowed: [],
  });

/** A finished sale whose basket is sent as it is does not change (SAL-1). */
export const isSameBasket = (before: Entity<typeof sale>, input: object): boolean =>
  Object.keys(realChanges(askedOf(before as Asked), askedOf(input))).length === 0;

export const withoutBasket = (changes: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(changes).filter(([name]) => !basketFields.some((field) => field === name)),
  );

export const defined = (input: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(input).filter(([, each]) => each !== undefined));

export const noteSale = command(addNote, async (tx, { id, body }) => {
  const before = await targetSale(tx, id);
  const note = { id: newId(), body, at: tx.now, by: tx.meta.actor.id };
  return tx.save(sale, before, { notes: [...before.notes, note] }, (after) => ({
    event: saleEvents.changed,
    data: { sale: after },
  }));
});

export const quote = query(quoteSale, async (reader, input, call) => {
  const loaded = await loadBasket(call, input as Basket, reader.meta);
  const payments = input.payments.length ? input.payments : undefined;
  const { priced, lines, totals } = priceBasket(input as Basket, loaded, reader.meta, payments);
  const shares = new Map<string, number>();
  for (const line of lines) {
    if (line.account_id)
      shares.set(line.account_id, (shares.get(line.account_id) ?? 0) + line.consignor_portion);
  }
  const wanted = new Map<string, number>();
  for (const line of lines) wanted.set(line.item_id, (wanted.get(line.item_id) ?? 0) + line.quantity);
  return {
    currency: loaded.organization.currency,
    ...totals,
    lines: lines as never,
    change: priced.change,
    shares: [...shares].map(([account_id, amount]) => ({ account_id, amount })),
    unavailable_item_ids: [...wanted].flatMap(([id, units]) =>
      (loaded.items.get(id)?.status_counts.active ?? 0) < units ? [id] : [],
    ),
  };
});
