/** Loads the data for pricing from the other services, in one round of parallel calls. */
import { nowInstant } from "../../../shared/clock.ts";
import { businessDate } from "../../../shared/dates.ts";
import type { Meta } from "../../../shared/meta.ts";
import type { Call, OutputOf } from "../../../shared/service/reference.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import { refuseForeignStore } from "../../../shared/service/visible.ts";
import { loadParties } from "../../accounts/public.ts";
import { pricingRules } from "../../catalog/public.ts";
import { loadForSale } from "../../inventory/public.ts";
import type { GivenCard, GivenLine } from "./rules/basket.ts";

/** A basket from a request or a stored sale. */
export type Basket = {
  store_id?: string | null | undefined;
  customer_id?: string | null | undefined;
  lines: GivenLine[];
  gift_cards?: GivenCard[] | undefined;
  discounts: GivenLine["discounts"];
};

export type Loaded = {
  organization: OutputOf<typeof loadParties>["organization"];
  customer: OutputOf<typeof loadParties>["accounts"][number] | null;
  items: Map<string, OutputOf<typeof loadForSale>["items"][number]>;
  store: OutputOf<typeof loadForSale>["store"];
  rules: OutputOf<typeof pricingRules>;
  /** The time zone of the store, otherwise of the organization, and today's business date there (TIM-2). */
  timezone: string;
  business_date: string;
};

/** `known`: items that the caller has and that are not read. */
export async function loadBasket(
  call: Call,
  basket: Basket,
  meta: Meta,
  known: Loaded["items"] = new Map(),
): Promise<Loaded> {
  const { store_id, customer_id, lines } = basket;
  refuseForeignStore(meta, store_id);
  const named = [...basket.discounts, ...lines.flatMap((line) => line.discounts)].flatMap(
    (each) => each.discount_id ?? [],
  );
  const [parties, stock, rules] = await Promise.all([
    call(loadParties, { account_ids: customer_id ? [customer_id] : [] }),
    call(loadForSale, {
      item_ids: [...new Set(lines.map((line) => line.item_id))].filter((id) => !known.has(id)),
      store_id: store_id ?? null,
    }),
    call(pricingRules, { discount_ids: [...new Set(named)] }),
  ]);
  const items = new Map([...known, ...stock.items.map((item) => [item.id, item] as const)]);
  const missing = lines.flatMap((line, i) =>
    items.has(line.item_id) ? [] : [{ pointer: `/lines/${i}/item_id`, what: "item" }],
  );
  if (missing.length) throw referenceNotFound(missing);
  if (named.some((id) => !rules.named.some((each) => each.id === id))) {
    throw referenceNotFound([{ pointer: "/discounts", what: "discount" }]);
  }
  const { store } = stock;
  const { organization } = parties;
  const timezone = store?.timezone ?? organization.timezone;
  return {
    organization,
    customer: parties.accounts[0] ?? null,
    items,
    store,
    rules,
    timezone,
    business_date: businessDate(nowInstant(), timezone),
  };
}

/** A basket from a request: its store and customer must exist. */
export async function loadGivenBasket(call: Call, basket: Basket, meta: Meta): Promise<Loaded> {
  const loaded = await loadBasket(call, basket, meta);
  const missing = [
    ...(basket.store_id && !loaded.store ? [{ pointer: "/store_id", what: "store" }] : []),
    ...(basket.customer_id && !loaded.customer ? [{ pointer: "/customer_id", what: "account" }] : []),
  ];
  if (missing.length) throw referenceNotFound(missing);
  return loaded;
}

/** The references to look up. */
export const GIVEN = ["store_id", "customer_id"] as const;
