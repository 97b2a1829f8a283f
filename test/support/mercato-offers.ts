/** How Mercato's operations on offers in channels are called, and what shows that they worked. */
import type { Json } from "./backroom.ts";
import { ASIDE, areaTrials, must, nth, type Trials, type World } from "./mercato-world.ts";

export function mercatoOffers(world: World): Trials {
  const ok = (...asked: Parameters<ReturnType<World>["ok"]>) => world().ok(...asked);
  const offered = async (): Promise<Json> => ({
    productId: (await ok("POST", "/catalog/products", { title: "Coat" })).id,
    channelId: (await ok("POST", "/sales/channels", { name: "Shop", code: `shop-${nth()}` })).id,
  });
  const path = "/catalog/offers";
  const offers = areaTrials(world, {
    path,
    full: async () => ({
      ...{ ...(await offered()), title: "Warm coat", description: "Of wool.", isActive: true },
      ...{ defaultMediaId: crypto.randomUUID(), defaultMediaUrl: "https://example.com/coat.png" },
      ...{ localizedContent: { de: { title: "Mantel" } }, metadata: { a: 1 } },
    }),
    least: async () => ({ ...(await offered()), title: "Coat" }),
    changes: () => ({ title: "Cold coat", description: null, isActive: false, defaultMediaUrl: null }),
    wrong: { title: 7, isActive: "perhaps", metadata: 7, localizedContent: 7, description: 7 },
    aside: ["productId"],
  });
  return {
    ...offers,
    // Another organization has neither the product nor the channel that the body names.
    [`POST ${path}`]: () => ({ ...offers[`POST ${path}`]!(), aside: ASIDE, foreign: "refused" }),
    [`GET ${path}`]: () => ({
      ...offers[`GET ${path}`]!(),
      async full() {
        const { productId, channelId } = await offered();
        await ok("POST", path, { productId, channelId, title: "Bright coat" });
        return {
          query: `productId=${productId}&channelId=${channelId}&search=bright&isActive=yes&sortField=title`,
        };
      },
      async proof(_asked, { items, total }) {
        must(total === 1 && items[0].product.title === "Coat", JSON.stringify(items));
        must(items[0].productChannelPrice === null, JSON.stringify(items));
      },
    }),
  };
}
