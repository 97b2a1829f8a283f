/** The routes of Circular: four operations on each collection, and a few beside them. */
import { account, addMember, member, payout, requestPayout } from "../../../services/accounts/public.ts";
import { brand, category, color, fabric, size } from "../../../services/catalog/public.ts";
import {
  classifyPictures,
  delivery,
  item,
  location,
  store,
  suggestPrice,
} from "../../../services/inventory/public.ts";
import type { AnyResource } from "../../../shared/resource/resource.ts";
import type { OutputOf } from "../../../shared/service/reference.ts";
import { withImages } from "../../kit/files.ts";
import {
  type AreaOptions,
  area,
  type Beyond,
  beyond,
  removeSeveral,
  routes,
  run,
  type SeveralOptions,
  type Shape,
  severalEntries,
} from "../../kit/index.ts";
import type { DialectModule } from "../../prefixes.ts";
import { dialect } from "./dialect.ts";
import { listOrganizations, updateOrganization } from "./organization.ts";
import { place } from "./places.ts";
import { changeProducts, createProducts } from "./product-changes.ts";
import * as shapes from "./shapes.ts";

const removals: Record<string, Beyond> = {};

/** List, create and change; the introduction of the document promises removal, too. Circular has no filters. */
function collection<One extends string, Many extends string, Row extends object>(
  names: readonly [One, Many],
  resource: AnyResource,
  shape: Shape<Row>,
  options: AreaOptions<Row> & SeveralOptions = {},
) {
  const of = area(resource, shape, { ...options, filters: null });
  const { path, tag } = dialect.contract[`list${names[1]}` as keyof typeof dialect.contract];
  const summary = `Remove entries of ${tag.toLowerCase()}`;
  removals[`DELETE ${path}`] = { id: `delete${names[0]}`, tag, summary, does: removeSeveral(of, options) };
  return severalEntries(names, of, options);
}

const terms = <One extends string, Many extends string>(
  names: readonly [One, Many],
  resource: AnyResource,
  slug: string,
) => collection(names, resource, shapes.termShape(names[0], slug), { slug });

/** The most likely term of each kind; kinds without one are left out. */
function surest(found: OutputOf<typeof classifyPictures>) {
  const best = (kind: "category" | "color" | "brand" | "fabric" | "size") =>
    found[kind]?.find((each) => each.id !== null)?.id ?? null;
  const ids = { category_id: best("category"), color_id: best("color"), brand_id: best("brand") };
  return { ...ids, fabric_id: best("fabric"), size_id: best("size") };
}

const operations = routes(dialect, {
  listOrganizations,
  updateOrganization,
  ...collection(["Store", "Stores"], store, shapes.storeShape, { slug: "store_slug" }),
  ...collection(["Location", "Locations"], location, shapes.locationShape, {
    only: [{ field: "kind", op: "eq", value: "spot" }],
  }),
  ...terms(["Brand", "Brands"], brand, "brand_slug"),
  ...terms(["Category", "Categories"], category, "category_slug"),
  ...terms(["Color", "Colors"], color, "color_slug"),
  ...terms(["Material", "Materials"], fabric, "material_slug"),
  ...terms(["Size", "Sizes"], size, "size_slug"),
  ...collection(["Seller", "Sellers"], account, shapes.sellerShape, {
    only: [{ field: "is_vendor", op: "eq", value: true }],
    fill: () => ({ is_vendor: true }),
  }),
  ...collection(["Coworker", "Coworkers"], member, shapes.coworkerShape, {
    ...{ scope: "staff", actions: { create: addMember } },
    fill: () => ({ role: "member" }),
  }),
  ...collection(["SellerRemittance", "SellerRemittances"], payout, shapes.remittanceShape, {
    actions: { create: requestPayout },
    // Circular has no payout methods; its sellers have bank accounts.
    fill: () => ({ method: "bank" }),
  }),
  ...collection(["Product", "Products"], item, shapes.productShape, {
    complete: (ctx, rows) => place(ctx, withImages(ctx, rows)),
    // Items without an account are the shop's own.
    fill: ({ account_id }) => ({ inventory_type: account_id ? "consignment" : "retail" }),
    ...{ slug: "product_slug", create: createProducts, change: changeProducts },
  }),
  ...collection(["Delivery", "Deliveries"], delivery, shapes.deliveryShape),
  predictPrice: run(suggestPrice, { ids: { id: "productId" }, response: shapes.priceShape }),
  classifyProduct: run(classifyPictures, {
    body: shapes.picturesBody,
    limit: classifyPictures.body_limit,
    after: (_ctx, found) => surest(found),
    response: shapes.classifiedShape,
  }),
});

export const circular: DialectModule = { dialect, routes: [...operations, ...beyond(dialect, removals)] };
