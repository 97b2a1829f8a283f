/** What variants sell that are linked to items, or to SKUs at the site of their platform (LNK-1, LNK-2). */
import type { Call } from "../../../shared/service/reference.ts";
import { platform } from "../../contracts/public.ts";
import { availableGoods } from "../../inventory/public.ts";
import type { Variant } from "./variant.ts";

export type Goods = { item_id: string | null; sku_id: string | null; location_id: string | null };
type Linked = Pick<Variant, "id" | "item_id" | "sku_id" | "platform_id">;

/** What is offered on no platform has a quantity of its own; its shipments take the stock. */
export const isLinked = ({ item_id, sku_id, platform_id }: Linked): boolean =>
  platform_id !== null && (item_id !== null || sku_id !== null);

/** The goods of the linked ones, by variant. */
export async function goodsOf(call: Call, rows: readonly Linked[]): Promise<Map<string, Goods>> {
  const linked = rows.filter(isLinked);
  const ids = linked.flatMap(({ sku_id, platform_id }) => (sku_id && platform_id ? [platform_id] : []));
  const platforms = ids.length ? await call(platform.actions.many, { ids: [...new Set(ids)] }) : [];
  const sites = new Map(platforms.map(({ id, fulfillment_location_id: site }) => [id, site]));
  return new Map(
    linked.map(({ id, item_id, sku_id, platform_id }) => {
      const location_id = sku_id ? (sites.get(platform_id ?? "") ?? null) : null;
      return [id, { item_id, sku_id, location_id }] as const;
    }),
  );
}

export async function withStock<V extends Variant>(call: Call, rows: readonly V[]): Promise<readonly V[]> {
  if (!rows.some(isLinked)) return rows;
  const goods = [...(await goodsOf(call, rows))];
  const { available } = await call(availableGoods, { lines: goods.map(([, each]) => each) });
  const counts = new Map(goods.map(([id], i) => [id, available[i] ?? 0]));
  return rows.map((row) => ({ ...row, quantity: counts.get(row.id) ?? row.quantity }));
}
