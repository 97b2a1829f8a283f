import { notFound } from "../../../shared/errors.ts";
import { drawPaper } from "../../../shared/papers/draw-paper.ts";
import { makeFile, PDF } from "../../../shared/papers/made-file.ts";
import { query } from "../../../shared/service/operation.ts";
import { organization, vendor } from "../../accounts/public.ts";
import { stockableCodes } from "../../catalog/public.ts";
import { purchaseOrder } from "../purchase-orders/purchase-order.ts";
import { location } from "../stores/location.ts";
import * as declared from "./declarations.ts";
import { paperOf } from "./order-paper.rules.ts";

const named = (ids: readonly (string | null)[]): string[] => [...new Set(ids.flatMap((each) => each ?? []))];

export const purchaseOrderPaper = query(declared.purchaseOrderPaper, async (reader, { id }, call) => {
  const order = await reader.load(purchaseOrder, id);
  if (order.deleted_at) throw notFound("purchase_order", id);
  const { vendor_id, ship_to_location_id, lines, number } = order;
  const [sender, seller, site, goods] = await Promise.all([
    call(organization.actions.get, { id: reader.org.id }),
    call(vendor.actions.get, { id: vendor_id }),
    ship_to_location_id ? reader.get(location, ship_to_location_id) : null,
    call(stockableCodes, {
      material_ids: named(lines.map(({ material_id }) => material_id)),
      sku_ids: named(lines.map(({ sku_id }) => sku_id)),
    }),
  ]);
  const names = new Map(goods.map((each) => [each.id, each]));
  const bytes = await drawPaper(paperOf({ order, vendor: seller, organization: sender, site, goods: names }));
  return makeFile(`${number}.pdf`, PDF, bytes);
});
