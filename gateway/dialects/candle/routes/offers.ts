/** Products with their stock and seasonal prices (PRD, SEA), and the cart of the signed-in user (CAR-1…5). */
import { isDeepStrictEqual } from "node:util";
import { houseUser } from "../../../../services/accounts/public.ts";
import * as catalog from "../../../../services/catalog/public.ts";
import * as contracts from "../../../../services/contracts/public.ts";
import { notFound } from "../../../../shared/errors.ts";
import type { AnyOperation } from "../../../../shared/service/operation.ts";
import { referenceNotFound } from "../../../../shared/service/references.ts";
import type { DialectContext } from "../../../kit/context.ts";
import { addressOf } from "../../../kit/files.ts";
import * as kit from "../../../kit/index.ts";
import { itsPlatform, mine, namedBy, onPlatform, personaOf, platformOf, self } from "../platform.ts";
import * as shapes from "../shapes/offers.ts";
import { ofUserNamed } from "../users.ts";

type Variant = catalog.Variant;
const READ = "read:products";
/** A product here is a variant with its prices, so one scope is for all of it. */
const WRITE = "write:products";

const products = kit.area<shapes.WholeVariant>(catalog.variant, shapes.productShape, {
  filters: null,
  async complete(ctx, rows) {
    for (const row of rows) row.image = row.shown?.image_path ? addressOf(ctx, row.shown.image_path) : null;
  },
});
const asProduct: kit.Answer<Variant> = kit.listedEntry(products);
const named = namedBy(catalog.variant);

/** PRD-3: a parent is a product of the same platform and user, and no variant itself. */
async function parentOf(ctx: DialectContext, id: string, user_id: string): Promise<string> {
  const [found] = await ctx.read(catalog.variant.actions.many, { ids: [id] });
  const fits = found && catalog.isOwnVariant(found) && found.user_id === user_id && !found.deleted_at;
  if (!fits || found.platform_id !== (await platformOf(ctx)).id)
    throw referenceNotFound([{ pointer: "/product_id", what: "product of this user without a parent" }]);
  return id;
}

const createProduct = kit.handle({
  ...{ ...kit.refusing(catalog.createProduct, catalog.createVariant), body: shapes.productShape },
  response: asProduct,
  async run(ctx, { product_id, user_id: named, name, base_price, ...rest }) {
    const on = await itsPlatform(ctx);
    const user_id = named ?? personaOf(ctx)?.user_id ?? (await ctx.read(houseUser, on)).id;
    const offer = { ...rest, name: name ?? "", base_price: base_price ?? 0 };
    if (!product_id)
      return productWith(ctx, await ctx.call(catalog.createProduct, { ...offer, ...on, user_id }));
    const parent = { product_id: await parentOf(ctx, product_id, user_id) };
    return productWith(ctx, await ctx.call(catalog.createVariant, { ...offer, ...parent }));
  },
});

const productWith = (ctx: DialectContext, { id }: { id: string }) =>
  ctx.read(catalog.variant.actions.get, { id });

const texts = ["name", "description", "category", "subcategory", "tags"] as const;
/** The product's fields that belong to its own variant. */
const ofProduct: readonly string[] = [...texts, "is_enabled"];

/** Writes changes where they belong, in one transaction. */
async function write(ctx: DialectContext, row: Variant, changes: kit.Body): Promise<void> {
  const isOwn = catalog.isOwnVariant(row);
  const split = (takes: boolean) =>
    Object.entries(changes).filter(([name]) => (isOwn && ofProduct.includes(name)) === takes);
  const steps = [
    { action: catalog.changeProduct.name, values: split(true) },
    { action: catalog.changeVariant.name, values: split(false) },
  ].flatMap(({ action, values }) =>
    values.length ? [{ action, input: { id: row.id, ...Object.fromEntries(values) } }] : [],
  );
  if (steps.length) await kit.inOneTransaction(ctx, catalog.variant, steps, steps.length > 1);
}

/**
 * A client that sends back what it has read does not mean it: the parent's texts that a variant shows stay the parent's
 * (PRD-3), and goods that had run out are not switched off by the form that brings new ones (PRD-2).
 */
function withoutShown({ shown, is_available }: Variant, changes: kit.Body): kit.Body {
  const wasRead = (name: string, value: unknown) =>
    name === "in_stock"
      ? "quantity" in changes && value === is_available
      : texts.some((each) => each === name && isDeepStrictEqual(shown?.[each], value));
  return Object.fromEntries(Object.entries(changes).filter(([name, value]) => !wasRead(name, value)));
}

type Declared = Pick<AnyOperation, "name" | "scope" | "refuses">;
type Doing<B> = (ctx: DialectContext, row: Variant, given: kit.Given<B>) => Promise<unknown>;
type More<B> = { body?: kit.Shape<B>; mode?: "change"; scope?: string };
/** Does something with the product that the path names, and answers it as it is then. */
const on = <B = object>(operation: Declared, doing: Doing<B>, more: More<B> = {}): kit.Behavior =>
  kit.handle({
    ...{ ...kit.refusing(operation), scope: WRITE, response: asProduct, ...more },
    async run(ctx, given) {
      await doing(ctx, await named(ctx), given);
      return named(ctx);
    },
  });
const { changeVariant } = catalog;
const switching = (is_enabled: boolean) => on(changeVariant, (ctx, row) => write(ctx, row, { is_enabled }));

export const productOperations = {
  listProducts: kit.list(products, onPlatform),
  listUserProducts: kit.list(products, ofUserNamed("user_id")),
  getProduct: kit.handle({ scope: READ, response: asProduct, run: named }),
  createProduct,
  updateProduct: on(
    changeVariant,
    (ctx, row, { user_id: _user, product_id: _product, ...changes }) =>
      write(ctx, row, withoutShown(row, changes)),
    { body: shapes.productShape, mode: "change" },
  ),
  deleteProduct: on(
    catalog.removeProduct,
    async (ctx, row) =>
      catalog.isOwnVariant(row)
        ? ctx.call(catalog.removeProduct, { id: row.id })
        : ctx.call(catalog.removeVariant, { id: row.id }),
    { scope: "delete:products" },
  ),
  ...{ enableProduct: switching(true), disableProduct: switching(false) },
  setSeasonalPricing: on(changeVariant, write, { body: shapes.usageShape }),
  listProductPrices: kit.handle({
    ...{ scope: READ, response: kit.eachOf(shapes.seasonShape) },
    run: async (ctx) => (await named(ctx)).seasonal_prices,
  }),
  addSeasonalPrice: on(
    catalog.addPrice,
    (ctx, { id: variant_id }, { amount = 0, starts_on = "", ends_on = "", ...rest }) =>
      ctx.call(catalog.addPrice, { ...rest, amount, starts_on, ends_on, variant_id }),
    { body: shapes.newSeasonShape },
  ),
  removeSeasonalPrice: on(catalog.removePrice, (ctx, { seasonal_prices }) => {
    const id = kit.idOf(ctx, "price", "price_id");
    if (!seasonal_prices.some((each) => each.id === id)) throw notFound("price", id);
    return ctx.call(catalog.removePrice, { id });
  }),
  listProductCategories: kit.handle({
    ...{ scope: READ, schema: { type: "array", items: { type: "string" } } },
    run: async (ctx) => (await ctx.read(catalog.productCategories, await itsPlatform(ctx))).data,
  }),
};

const CART = "write:carts";
const own = { ...mine(CART), response: shapes.cartShape };
const item = {
  ...own,
  also: async (ctx: DialectContext) => ({
    ...{ user_id: await self.id(ctx, CART), item_id: kit.idOf(ctx, "item", "cart_item_id") },
  }),
};

export const updateCartItem = kit.run(contracts.setCartQuantity, { ...item, body: shapes.newQuantityShape });
export const cartOperations = {
  getCart: kit.run(contracts.getUserCart, { ...mine("read:carts"), response: shapes.cartShape }),
  addToCart: kit.run(contracts.addToCart, {
    ...{ ...own, body: shapes.quantityShape },
    also: async (ctx) => ({
      user_id: await self.id(ctx, CART),
      product_id: (await namedBy(catalog.variant, "product_id")(ctx)).id,
    }),
  }),
  clearCart: kit.run(contracts.clearCart, own),
  removeFromCart: kit.run(contracts.removeFromCart, item),
};
