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
import { type AreaOptions, area, plainView } from "../../kit/area.ts";
import { type Behavior, beyond, routes } from "../../kit/behavior.ts";
import { list } from "../../kit/builders.ts";
import { run } from "../../kit/operation.ts";
import { changeSeveral, createSeveral, removeSeveral, type SeveralOptions } from "../../kit/several.ts";
import type { DialectModule } from "../../prefixes.ts";
import type { Shape } from "../../shapes/shape.ts";
import { dialect } from "./dialect.ts";
import { listOrganizations, updateOrganization } from "./organization.ts";
import { place } from "./places.ts";
import { changeProducts, createProducts } from "./product-changes.ts";
import * as shapes from "./shapes.ts";

type Collection<One extends string, Many extends string> = {
  [id in `list${Many}` | `create${One}` | `update${One}`]: Behavior;
};
const removals: Record<string, Parameters<typeof beyond>[1][string]> = {};

/** List, create and change; the introduction of the document promises removal, too. Circular has no filters. */
function collection<One extends string, Many extends string, Row extends object>(
  [one, many]: readonly [One, Many],
  resource: AnyResource,
  shape: Shape<Row>,
  options: Omit<AreaOptions, "filters"> & SeveralOptions = {},
): Collection<One, Many> {
  const of = area(resource, shape, { ...options, filters: null });
  const { path, tag } = dialect.contract[`list${many}` as keyof typeof dialect.contract];
  const summary = `Remove entries of ${tag.toLowerCase()}`;
  removals[`DELETE ${path}`] = { id: `delete${one}`, tag, summary, does: removeSeveral(of, options) };
  return {
    [`list${many}`]: list(of),
    [`create${one}`]: createSeveral(of, options),
    [`update${one}`]: changeSeveral(of, options),
  } as Collection<One, Many>;
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
    view: plainView(shapes.productShape, place),
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
