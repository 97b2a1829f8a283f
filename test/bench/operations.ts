/** What is asked of each target. A sale has two lines; in Backroom's own words it is opened, then finalized. */
import type { Script, Send } from "./load.ts";
import { lots, type Shop } from "./seed.ts";

export type Words = "native" | "consigncloud" | "floor";
export type Operation = { name: string; words: Words; script: Script };

const pick = <T>(from: readonly T[]): T => from[Math.floor(Math.random() * from.length)]!;

function two({ items }: Shop): [string, string] {
  const first = pick(items);
  for (;;) {
    const second = pick(items);
    if (second !== first) return [first, second];
  }
}

const CASH = 10_000_000;
const MAX_LOTS = 400;

const idIn = (text: string) => /"id":"([^"]+)"/.exec(text)![1]!;

export function operationsOf(words: Words, shop: Shop): Operation[] {
  const base = { native: "/api/v1", consigncloud: "/consigncloud/api/v1", floor: "" }[words];
  const lot = () => `lot${100 + Math.floor(Math.random() * Math.min(MAX_LOTS, lots(shop.items.length)))}`;
  const get = (path: () => string) => async (send: Send) => void (await send("GET", base + path()));
  const all: Record<string, Script> = {
    "read one": get(() => `/items/${pick(shop.items)}`),
    page: get(() =>
      words === "consigncloud"
        ? "/items?limit=20&status=active&sort_by=-tag_price"
        : "/items?limit=20&status=active&sort=-tag_price",
    ),
    search: get(() => `/items?limit=20&search=${lot()}`),
    create: async (send) => {
      const title = `Linen jacket ${Math.floor(Math.random() * 1e6)}`;
      const [account, store] = [pick(shop.accounts), shop.store];
      await send(
        "POST",
        `${base}/items`,
        words === "consigncloud"
          ? { title, tag_price: 4500, inventory_type: "consignment", account, location: store }
          : { title, tag_price: 4500, inventory_type: "consignment", account_id: account, store_id: store },
      );
    },
    sale: saleOf(words, base, shop),
    "ring up": async (send) => {
      const lines = two(shop).map((item_id) => ({ item_id, quantity: 1 }));
      const payments = [{ type: "cash", amount: CASH }];
      await send("POST", `${base}/sales/ring-up`, { store_id: shop.store, lines, payments });
    },
  };
  const left = { native: [], consigncloud: ["search", "ring up"], floor: ["ring up"] }[words] as string[];
  return Object.entries(all)
    .filter(([name]) => !left.includes(name))
    .map(([name, script]) => ({ name, words, script }));
}

function saleOf(words: Words, base: string, shop: Shop): Script {
  return async (send) => {
    const payments = [{ type: "cash", amount: CASH }];
    if (words === "consigncloud") {
      const items = two(shop).map((item) => ({ item, quantity: 1 }));
      await send("POST", `${base}/sales`, { location: shop.store, items, payments });
      return;
    }
    const lines = two(shop).map((item_id) => ({ item_id, quantity: 1 }));
    if (words === "floor") {
      await send("POST", `${base}/sales`, { store_id: shop.store, lines, payments });
      return;
    }
    const opened = await send("POST", `${base}/sales`, { store_id: shop.store, lines });
    if (opened.status === 201)
      await send("POST", `${base}/sales/${idIn(opened.text())}/finalize`, { payments });
  };
}
