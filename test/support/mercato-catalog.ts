/** How Mercato's operations on the catalog are called, and what shows that they worked. */
import type { Json } from "./backroom.ts";
import { areaTrials, nth, snaked, statusWord, type Trials, type World } from "./mercato-world.ts";

export function mercatoCatalog(world: World): Trials {
  const id = (): string => crypto.randomUUID();
  const tax = async (rate: number): Promise<string> =>
    (await world().ok("POST", "/sales/tax-rates", { name: "VAT", code: `vat-${nth()}`, rate })).id;
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
    ...{ primaryCurrencyCode: "USD", defaultUnit: "pc", defaultMediaId: id(), optionSchemaId: id() },
    ...{ defaultMediaUrl: "https://example.com/coat.png", weightValue: 1.25, weightUnit: "kg" },
    ...{ dimensions: { width: 1, height: 2 }, customFieldsetCode: "clothes", isConfigurable: true },
    ...{ isActive: false, metadata: { from: "north" }, tags: ["winter"] },
  });
  const products = areaTrials(world, {
    path: "/catalog/products",
    full: whole,
    least: () => ({ title: "Coat" }),
    changes: async () => ({ title: "Old coat", taxRateId: await tax(7), taxRate: 7, weightValue: null }),
    shown: snaked,
    wrong: { sku: "no sku", handle: "NO", isActive: "perhaps", primaryCurrencyCode: "money", metadata: 7 },
  });
  return {
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
    ...products,
    // Another organization does not have the tax that the body names.
    "POST /catalog/products": () => ({ ...products["POST /catalog/products"]!(), foreign: "refused" }),
  };
}
