/** What is offered, and at which prices (7). */
import * as catalog from "../../../../services/catalog/public.ts";
import { invalidField } from "../../../../shared/errors.ts";
import { picturesOf } from "../../../../shared/pictures.ts";
import type { WriteVerb } from "../../../kit/area.ts";
import { idOf } from "../../../kit/builders.ts";
import { addressOf } from "../../../kit/files.ts";
import {
  ANY_KEY,
  area,
  type Behavior,
  type Body,
  type DialectContext,
  eachUnder,
  handle,
  manyById,
} from "../../../kit/index.ts";
import { crudOfWords, ofShown, usedIsInvalid } from "../area.ts";
import { flagFilter, idsFilter, textFilter } from "../filters.ts";
import { listing } from "../listing.ts";
import * as shapes from "../shapes/catalog.ts";
import { snakeRows } from "../shapes/common.ts";
import { offerOperations, withOffers } from "./offers.ts";
import { contextWords, priceOperations, withPrices } from "./pricing.ts";

const priceKinds = area(catalog.priceKind, shapes.priceKindShape, {
  shows: snakeRows(shapes.priceKindShape),
  actions: { remove: catalog.removePriceKind },
  filters: { isPromotion: flagFilter("is_promotion"), isActive: flagFilter("is_active") },
});
const kinds = crudOfWords("CatalogPriceKinds", priceKinds);

const imageOf = (ctx: DialectContext, path: string | null) => (path ? addressOf(ctx, path) : null);

/** An uploaded picture that a client sends back as it was shown does not become one that the client names. */
async function withoutShownMedia(
  ctx: DialectContext,
  resource: typeof catalog.product | typeof catalog.variant,
  { verb, values }: { verb: WriteVerb; values: Body },
): Promise<Body> {
  const { default_media_id, default_media_url, ...rest } = values;
  if (verb === "create" || !(default_media_id || default_media_url)) return values;
  const id = idOf(ctx, resource.name);
  const row = (await manyById(ctx, resource, [id])).get(id);
  if (!row || typeof row.image_path !== "string") return values;
  const own = default_media_id === row.image_file_id && row.default_media_id === null;
  const same = default_media_url === imageOf(ctx, row.image_path) && row.default_media_url === null;
  return {
    ...rest,
    ...(own || default_media_id === undefined ? {} : { default_media_id }),
    ...(same || default_media_url === undefined ? {} : { default_media_url }),
  };
}

/** Categories that are there, by their ids. */
async function categoriesBy(ctx: DialectContext, named: readonly (string | null)[]) {
  const ids = [...new Set(named.flatMap((id) => id ?? []))];
  const found = ids.length ? await ctx.read(catalog.category.actions.many, { ids }) : [];
  return new Map(found.filter(({ deleted_at }) => !deleted_at).map((each) => [each.id, each]));
}

/** The categories of a page of products, each with the name of its parent (MRC-CAT-4). */
async function withCategories(ctx: DialectContext, rows: readonly shapes.ProductRow[]): Promise<void> {
  // Answers of writes have nothing but ids.
  const shown = ctx.request.method === "GET" ? rows : [];
  const all = await categoriesBy(
    ctx,
    shown.flatMap(({ category_ids }) => category_ids),
  );
  const parents = await categoriesBy(
    ctx,
    [...all.values()].map(({ parent_id }) => parent_id),
  );
  const standing = ({ id, name, parent_id: parentId }: catalog.Category) => {
    return { id, name, parentId, parentName: parents.get(parentId ?? "")?.name ?? null };
  };
  for (const row of rows) row.categories = row.category_ids.flatMap((id) => all.get(id) ?? []).map(standing);
}

const products = crudOfWords(
  "CatalogProducts",
  area<shapes.ProductRow>(catalog.product, shapes.productShape, {
    async complete(ctx, rows) {
      for (const row of rows) row.image = imageOf(ctx, row.image_path);
      await Promise.all([withPrices(ctx, rows), withCategories(ctx, rows), withOffers(ctx, rows)]);
    },
    prepare: (ctx, verb, values) => withoutShownMedia(ctx, catalog.product, { verb, values }),
    shows: snakeRows(shapes.productRowShape),
    actions: {
      ...{ create: catalog.createProduct, change: catalog.changeProduct },
      ...{ remove: catalog.removeProduct },
    },
    filters: {
      ...{ isActive: flagFilter("is_enabled"), configurable: flagFilter("is_configurable") },
      ...{ status: textFilter("status_entry_id"), customFieldset: textFilter("custom_fieldset_code") },
      ...{ tagIds: idsFilter("tag_id"), categoryIds: idsFilter("category_id"), ...contextWords },
      channelIds: idsFilter("channel_id"),
    },
  }),
);

const optionSchemas = crudOfWords(
  "CatalogOptionSchemas",
  area(catalog.optionSchema, shapes.optionSchemaShape, {
    shows: snakeRows(shapes.optionSchemaShape),
    actions: {
      ...{ create: catalog.createOptionSchema, change: catalog.changeOptionSchema },
      ...{ remove: catalog.removeOptionSchema },
    },
    filters: { isActive: flagFilter("is_active") },
  }),
);

/** A change may repeat the product of its variant, but not name another one (MRC-CAT-5). */
async function withoutProduct(ctx: DialectContext, verb: WriteVerb, values: Body): Promise<Body> {
  if (verb === "create" || !("product_id" in values)) return values;
  const { product_id, ...rest } = values;
  const id = idOf(ctx, "variant");
  const row = (await manyById(ctx, catalog.variant, [id])).get(id);
  if (row?.product_id === product_id) return rest;
  throw invalidField("/product_id", "fixed", "The product of a variant cannot be changed.");
}

/** A product is listed beside its variants here, not among them. */
const variants = crudOfWords(
  "CatalogVariants",
  area<shapes.VariantRow>(catalog.variant, shapes.variantShape, {
    async complete(ctx, rows) {
      for (const row of rows) row.image = imageOf(ctx, row.image_path);
    },
    shows: snakeRows(shapes.variantShape),
    actions: {
      ...{ create: catalog.createVariant, change: catalog.changeVariant },
      ...{ remove: catalog.removeVariant },
    },
    prepare: async (ctx, verb, values) =>
      withoutShownMedia(ctx, catalog.variant, { verb, values: await withoutProduct(ctx, verb, values) }),
    filters: { isActive: flagFilter("is_enabled"), isDefault: flagFilter("is_default") },
    only: [{ field: "is_product", op: "eq", value: false }],
  }),
);

/** The uploaded pictures of a product; they have no names of their own (MRC-CAT-6). */
const getCatalogProductMedia = handle({
  ...{ scope: "read:products", of: "product", query: shapes.mediaQuery, refuses: ["not_found"] },
  response: eachUnder("items", shapes.mediumShape),
  async run(ctx, { product_id: id = "" }) {
    const row = await ctx.read(catalog.product.actions.get, { id });
    return picturesOf(row).map((picture, n) => ({
      ...{ id: picture.id, name: picture.alt ?? `picture-${n + 1}` },
      ...{ url: addressOf(ctx, picture.path), small_url: addressOf(ctx, picture.small_path) },
    }));
  },
});

const ofVariants = (does: Behavior): Behavior =>
  ofShown(catalog.variant, ({ is_product }) => !is_product, does);

/** Callers who manage channels may read price kinds without managing them (6.11). */
const getSalesPriceKinds: Behavior = { ...listing(priceKinds), scope: ANY_KEY };

export const catalogOperations = {
  ...kinds,
  ...priceOperations,
  ...offerOperations,
  deleteCatalogPriceKinds: usedIsInvalid(kinds.deleteCatalogPriceKinds),
  ...optionSchemas,
  deleteCatalogOptionSchemas: usedIsInvalid(optionSchemas.deleteCatalogOptionSchemas),
  getSalesPriceKinds,
  ...variants,
  putCatalogVariants: ofVariants(variants.putCatalogVariants),
  deleteCatalogVariants: ofVariants(variants.deleteCatalogVariants),
  ...{ ...products, getCatalogProductMedia },
};
