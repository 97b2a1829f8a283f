/** How Mercato's operations on the catalog are called, and what shows that they worked. */
import { areaTrials, nth, snaked, type Trials, type World } from "./mercato-world.ts";

export function mercatoCatalog(world: World): Trials {
  return areaTrials(world, {
    path: "/catalog/price-kinds",
    full: () => ({
      ...{ code: `kind-${nth()}`, title: "Summer sale", displayMode: "including-tax", currencyCode: "USD" },
      ...{ isPromotion: true, isActive: true },
    }),
    least: () => ({ code: `kind-${nth()}`, title: "Summer sale" }),
    changes: () => ({ title: "Autumn sale", displayMode: "excluding-tax" }),
    shown: snaked,
    wrong: { displayMode: "both", currencyCode: "money", isPromotion: "perhaps", code: "no code" },
  });
}
