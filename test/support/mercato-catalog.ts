/** How Mercato's operations on the catalog are called, and what shows that they worked. */
import type { Json } from "./backroom.ts";
import { areaTrials, must, nth, snaked, statusWord, type Trials, type World } from "./mercato-world.ts";
import { oneColor, uploadPicture } from "./pictures.ts";

export function mercatoCatalog(world: World): Trials {
  const id = (): string => crypto.randomUUID();
  const tax = async (rate: number): Promise<string> =>
    (await world().ok("POST", "/sales/tax-rates", { name: "VAT", code: `vat-${nth()}`, rate })).id;
  const category = async (): Promise<string> =>
    (await world().ok("POST", "/catalog/categories", { name: `Clothes ${nth()}` })).id;
  const categories = areaTrials(world, {
    path: "/catalog/categories",
    full: async () => ({
      ...{ name: `Coats ${nth()}`, slug: `coats-${nth()}`, description: "To wear.", isActive: true },
      parentId: await category(),
    }),
    least: () => ({ name: `Coats ${nth()}` }),
    changes: () => ({ name: `Hats ${nth()}`, parentId: null }),
    find: async (id) => (await world().ok("GET", `/catalog/categories?ids=${id}`)).items[0],
    wrong: { isActive: "perhaps", description: 7, slug: "no slug" },
  });
  const wholeOptions = () => ({
    ...{ name: "Coats", code: `coats-${nth()}`, description: "For coats.", isActive: true },
    schema: {
      options: [
        {
          ...{ code: "color", label: "Color", inputType: "select", isRequired: true },
          choices: [{ code: "red", label: "Red" }],
        },
      ],
    },
    metadata: { from: "north" },
  });
  const options = async (): Promise<string> =>
    (await world().ok("POST", "/catalog/option-schemas", wholeOptions())).id;
  const whole = async (): Promise<Json> => ({
    ...{
      title: "Coat",
      subtitle: "Warm",
      description: "Of wool.",
      sku: `COAT-${nth()}`,
      handle: `coat-${nth()}`,
    },
    ...{
      productType: "bundle",
      taxRateId: await tax(23),
      taxRate: 23,
      statusEntryId: await statusWord(world),
    },
    ...{
      primaryCurrencyCode: "USD",
      defaultUnit: "pc",
      defaultMediaId: id(),
      optionSchemaId: await options(),
    },
    ...{ defaultMediaUrl: "https://example.com/coat.png", weightValue: 1.25, weightUnit: "kg" },
    ...{ dimensions: { width: 1, height: 2 }, customFieldsetCode: "clothes", isConfigurable: true },
    ...{ isActive: false, metadata: { from: "north" }, tags: ["winter"] },
    categoryIds: [await category()],
  });
  const products = areaTrials(world, {
    path: "/catalog/products",
    full: whole,
    least: () => ({ title: "Coat" }),
    changes: async () => ({ title: "Old coat", taxRateId: await tax(7), taxRate: 7, weightValue: null }),
    shown: snaked,
    wrong: { sku: "no sku", handle: "NO", isActive: "perhaps", primaryCurrencyCode: "money", metadata: 7 },
  });
  const product = async (): Promise<string> =>
    (await world().ok("POST", "/catalog/products", { title: "Coat" })).id;
  const kind = async (): Promise<string> =>
    (await world().ok("POST", "/catalog/price-kinds", { code: `kind-${nth()}`, title: "Trade" })).id;
  const variants = areaTrials(world, {
    path: "/catalog/variants",
    full: async () => ({
      ...{ productId: await product(), name: "Red", sku: `RED-${nth()}`, barcode: "4006381333931" },
      ...{ statusEntryId: await statusWord(world), isDefault: true, isActive: false },
      ...{ weightValue: 1.25, weightUnit: "kg", dimensions: { width: 1 }, metadata: { from: "north" } },
      ...{ taxRateId: await tax(23), taxRate: 23, optionValues: { color: "red" } },
      ...{ defaultMediaId: id(), defaultMediaUrl: "https://example.com/red.png" },
      customFieldsetCode: "clothes",
    }),
    least: async () => ({ productId: await product() }),
    changes: async () => ({
      ...{ name: "Dark red", taxRateId: await tax(7), taxRate: 7, weightValue: null, isDefault: false },
      ...{ defaultMediaId: id(), defaultMediaUrl: "https://example.com/dark.png" },
      customFieldsetCode: "shoes",
    }),
    shown: snaked,
    wrong: { sku: "no sku", isDefault: "perhaps", isActive: "perhaps", metadata: 7, optionValues: 7 },
  });
  const channel = async (): Promise<string> =>
    (await world().ok("POST", "/sales/channels", { name: "Fair", code: `fair-${nth()}` })).id;
  const prices = areaTrials(world, {
    path: "/catalog/prices",
    async full() {
      const productId = await product();
      const { id: variantId } = await world().ok("POST", "/catalog/variants", { productId, name: "Red" });
      return {
        ...{ productId, variantId, priceKindId: await kind(), currencyCode: "USD" },
        ...{ unitPriceNet: 100, unitPriceGross: 123, taxRateId: await tax(23), taxRate: 23 },
        ...{ minQuantity: 2, maxQuantity: 10, channelId: await channel(), userId: id(), userGroupId: id() },
        ...{ customerId: id(), customerGroupId: id(), metadata: { from: "fair" } },
        ...{ startsAt: "2031-01-01T00:00:00.000Z", endsAt: "2031-12-31T00:00:00.000Z" },
      };
    },
    least: async () => ({
      ...{ productId: await product(), priceKindId: await kind(), currencyCode: "USD", unitPriceNet: 0.0001 },
    }),
    changes: async () => ({ unitPriceGross: 50, taxRateId: await tax(0), maxQuantity: null, userId: null }),
    shown: snaked,
    wrong: {
      ...{ unitPriceNet: -1, unitPriceGross: 0.00001, minQuantity: 0, maxQuantity: 1.5, metadata: 7 },
      ...{ startsAt: "soon", customerId: "nobody", taxRate: -1 },
    },
  });
  return {
    ...{ ...variants, ...prices },
    // Another organization does not have the product, kind or tax that the body names.
    "POST /catalog/variants": () => ({ ...variants["POST /catalog/variants"]!(), foreign: "refused" }),
    "POST /catalog/prices": () => ({ ...prices["POST /catalog/prices"]!(), foreign: "refused" }),
    "GET /sales/price-kinds": () => ({
      ...{ foreign: "its own", state: async () => null },
      async full() {
        const { code } = await world().ok("POST", "/catalog/price-kinds", {
          code: `kind-${nth()}`,
          title: "Outlet prices",
          isActive: false,
        });
        must(code === undefined, "more than an id");
        return { query: "search=outlet&isActive=false&page=1&pageSize=1" };
      },
      async proof(_asked, { items, total }) {
        must(total >= 1 && items[0].title === "Outlet prices", JSON.stringify(items));
      },
    }),
    ...areaTrials(world, {
      path: "/catalog/price-kinds",
      full: () => ({
        ...{ code: `kind-${nth()}`, title: "Summer sale", displayMode: "including-tax", currencyCode: "USD" },
        ...{ isPromotion: true, isActive: true },
      }),
      least: () => ({ code: `kind-${nth()}`, title: "Summer sale" }),
      changes: () => ({ title: "Autumn sale", displayMode: "excluding-tax" }),
      shown: snaked,
      wrong: { displayMode: "both", currencyCode: "money", isPromotion: "perhaps", code: "no code" },
    }),
    ...categories,
    // The tree has an order of its own.
    "GET /catalog/categories": () => ({
      ...{ foreign: "its own", state: async () => null },
      async full() {
        const parentId = await category();
        await world().ok("POST", "/catalog/categories", { name: `Tree house ${nth()}`, parentId });
        return { query: "view=manage&status=active&search=tree%20house&page=1&pageSize=1" };
      },
      async proof(_asked, { items, total, page }) {
        must(total >= 1 && page === 1 && items[0].depth === 1, JSON.stringify(items));
      },
    }),
    // Another organization does not have the parent that the body names.
    "POST /catalog/categories": () => ({ ...categories["POST /catalog/categories"]!(), foreign: "refused" }),
    "GET /catalog/tags": () => ({
      ...{ foreign: "its own", state: async () => null },
      async full() {
        await world().ok("POST", "/catalog/products", { title: "Coat", tags: ["Lined", "Lined twice"] });
        return { query: "search=lined&page=2&pageSize=1" };
      },
      async proof(_asked, { items, total }) {
        must(total === 2 && items[0].label === "Lined twice", JSON.stringify(items));
      },
    }),
    ...areaTrials(world, {
      path: "/catalog/option-schemas",
      full: wholeOptions,
      least: () => ({ name: `Coats ${nth()}`, schema: { options: [] } }),
      changes: () => ({ description: null, isActive: false }),
      shown: snaked,
      wrong: { code: "no code", isActive: "perhaps", metadata: 7, description: 7 },
    }),
    ...products,
    "GET /catalog/product-media": () => ({
      ...{ foreign: "refused", state: async () => null },
      async full() {
        const { office, owner } = world();
        const caller = { url: office.url, key: owner.key };
        const productId = await product();
        await uploadPicture(caller, `/products/${productId}/pictures`, await oneColor("10204a"));
        return { query: `productId=${productId}` };
      },
      async proof(_asked, { items }) {
        const [{ fileName, url, thumbnailUrl }] = items;
        must(items.length === 1 && fileName === "picture-1", JSON.stringify(items));
        const types = [];
        for (const each of [url, thumbnailUrl]) types.push((await fetch(each)).headers.get("content-type"));
        must(types.join() === "image/png,image/webp", types.join());
      },
    }),
    // Another organization does not have the tax that the body names.
    "POST /catalog/products": () => ({ ...products["POST /catalog/products"]!(), foreign: "refused" }),
  };
}
