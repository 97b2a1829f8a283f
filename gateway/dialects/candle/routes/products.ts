/** Products with their stock and seasonal prices (PRD, SEA). */
import { isDeepStrictEqual } from "node:util";
import { houseUser } from "../../../../services/accounts/public.ts";
import * as catalog from "../../../../services/catalog/public.ts";
import { notFound } from "../../../../shared/errors.ts";
import { referenceNotFound } from "../../../../shared/service/references.ts";
import type { Answer } from "../../../kit/answer.ts";
import { idOf } from "../../../kit/builders.ts";
import { addressOf } from "../../../kit/files.ts";
import {
  area,
  type Behavior,
  type Body,
  type DialectContext,
  eachOf,
  handle,
  inOneTransaction,
  list,
  listedEntry,
  refusing,
} from "../../../kit/index.ts";
import { ofPlatform, onPlatform, personaOf, platformOf } from "../platform.ts";
import {
  newSeasonShape,
  productShape,
  seasonShape,
  usageShape,
  type WholeVariant,
} from "../shapes/products.ts";
import { ofUserNamed } from "../users.ts";

const READ = "read:products";
/** A product here is a variant with its prices, so one scope is for all of it. */
const WRITE = "write:products";

const products = area<WholeVariant>(catalog.variant, productShape, {
  filters: null,
  async complete(ctx, rows) {
    for (const row of rows) row.image = row.shown?.image_path ? addressOf(ctx, row.shown.image_path) : null;
  },
});
const asProduct: Answer<catalog.Variant> = listedEntry(products);

export const variantWith = async (ctx: DialectContext, id: string): Promise<catalog.Variant> =>
  ofPlatform(ctx, "variant", await ctx.read(catalog.variant.actions.get, { id }));
const variantNamed = (ctx: DialectContext) => variantWith(ctx, idOf(ctx, "variant"));

/** PRD-3: a parent is a product of the same platform and user, and no variant itself. */
async function parentOf(ctx: DialectContext, id: string, user_id: string): Promise<string> {
  const [found] = await ctx.read(catalog.variant.actions.many, { ids: [id] });
  const fits = found && catalog.isOwnVariant(found) && found.user_id === user_id && !found.deleted_at;
  if (!fits || found.platform_id !== (await platformOf(ctx)).id)
    throw referenceNotFound([{ pointer: "/product_id", what: "product of this user without a parent" }]);
  return id;
}

const createProduct = handle({
  ...{ ...refusing(catalog.createProduct, catalog.createVariant), body: productShape, response: asProduct },
  async run(ctx, { product_id, user_id, ...given }) {
    const { id: platform_id } = await platformOf(ctx);
    const seller = user_id ?? personaOf(ctx)?.user_id ?? (await ctx.read(houseUser, { platform_id })).id;
    const { name = "", base_price = 0, ...rest } = given;
    const offer = { ...rest, name: name ?? "", base_price: base_price ?? 0 };
    const made = product_id
      ? await ctx.call(catalog.createVariant, {
          ...offer,
          product_id: await parentOf(ctx, product_id, seller),
        })
      : await ctx.call(catalog.createProduct, { ...offer, platform_id, user_id: seller });
    return variantWith(ctx, made.id);
  },
});

const texts = ["name", "description", "category", "subcategory", "tags"] as const;
/** The product's fields that belong to its own variant. */
const ofProduct: readonly string[] = [...texts, "is_enabled"];

/** Writes changes where they belong, in one transaction. */
async function write(ctx: DialectContext, row: catalog.Variant, changes: Body): Promise<void> {
  const { id } = row;
  const isOwn = catalog.isOwnVariant(row);
  const split = (takes: boolean) =>
    Object.entries(changes).filter(([name]) => (isOwn && ofProduct.includes(name)) === takes);
  const steps = [
    { action: catalog.changeProduct.name, values: split(true) },
    { action: catalog.changeVariant.name, values: split(false) },
  ].filter(({ values }) => values.length);
  const each = steps.map(({ action, values }) => ({ action, input: { id, ...Object.fromEntries(values) } }));
  if (each.length) await inOneTransaction(ctx, catalog.variant, each, each.length > 1);
}

/**
 * A client that sends back what it has read does not mean it: the parent's texts that a variant shows stay the parent's
 * (PRD-3), and goods that had run out are not switched off by the form that brings new ones (PRD-2).
 */
function withoutShown({ shown, is_available }: catalog.Variant, changes: Body): Body {
  const wasRead = (name: string, value: unknown) =>
    name === "in_stock"
      ? "quantity" in changes && value === is_available
      : texts.some((each) => each === name && isDeepStrictEqual(shown?.[each], value));
  return Object.fromEntries(Object.entries(changes).filter(([name, value]) => !wasRead(name, value)));
}

const updateProduct = handle({
  ...{ ...refusing(catalog.changeVariant), scope: WRITE, response: asProduct },
  body: productShape,
  mode: "change",
  async run(ctx, { user_id: _user, product_id: _product, ...changes }) {
    const row = await variantNamed(ctx);
    await write(ctx, row, withoutShown(row, changes));
    return variantNamed(ctx);
  },
});

/** Changes something about the product that the path names, and answers it. */
const changing = (changes: Body): Behavior =>
  handle({
    ...{ ...refusing(catalog.changeVariant), scope: WRITE, response: asProduct },
    async run(ctx) {
      await write(ctx, await variantNamed(ctx), changes);
      return variantNamed(ctx);
    },
  });

const setSeasonalPricing = handle({
  ...{ ...refusing(catalog.changeVariant), scope: WRITE, body: usageShape, response: asProduct },
  async run(ctx, { use_seasonal_prices = false }) {
    await write(ctx, await variantNamed(ctx), { use_seasonal_prices });
    return variantNamed(ctx);
  },
});

const deleteProduct = handle({
  ...{ ...refusing(catalog.removeProduct), response: asProduct },
  async run(ctx) {
    const row = await variantNamed(ctx);
    const { id } = row;
    await (catalog.isOwnVariant(row)
      ? ctx.call(catalog.removeProduct, { id })
      : ctx.call(catalog.removeVariant, { id }));
    return variantNamed(ctx);
  },
});

const listProductPrices = handle({
  ...{ scope: READ, response: eachOf(seasonShape) },
  run: async (ctx) => (await variantNamed(ctx)).seasonal_prices,
});

const addSeasonalPrice = handle({
  ...{ ...refusing(catalog.addPrice), scope: WRITE, body: newSeasonShape, response: asProduct },
  async run(ctx, { amount = 0, starts_on = "", ends_on = "", ...rest }) {
    const { id: variant_id } = await variantNamed(ctx);
    await ctx.call(catalog.addPrice, { ...rest, amount, starts_on, ends_on, variant_id });
    return variantNamed(ctx);
  },
});

const removeSeasonalPrice = handle({
  ...{ ...refusing(catalog.removePrice), scope: WRITE, response: asProduct },
  async run(ctx) {
    const id = idOf(ctx, "price", "price_id");
    const row = await variantNamed(ctx);
    if (!row.seasonal_prices.some((each) => each.id === id)) throw notFound("price", id);
    await ctx.call(catalog.removePrice, { id });
    return variantNamed(ctx);
  },
});

const listProductCategories = handle({
  ...{ scope: READ, schema: { type: "array", items: { type: "string" } } },
  run: async (ctx) =>
    (await ctx.read(catalog.productCategories, { platform_id: (await platformOf(ctx)).id })).data,
});

export const productOperations = {
  listProducts: list(products, onPlatform),
  listUserProducts: list(products, ofUserNamed("user_id")),
  getProduct: handle({ ...{ scope: READ, response: asProduct }, run: variantNamed }),
  ...{ createProduct, updateProduct, deleteProduct, listProductCategories },
  ...{ listProductPrices, addSeasonalPrice, removeSeasonalPrice, setSeasonalPricing },
  ...{ enableProduct: changing({ is_enabled: true }), disableProduct: changing({ is_enabled: false }) },
};
