/** How the operations on stock of Pharus are called: the same for materials and for SKUs. */
import type { Json } from "./backroom.ts";
import { sameFields, type Trial } from "./conformance.ts";
import type { PharusWorld } from "./pharus.ts";

type Ok = (method: string, path: string, body?: Json) => Promise<Json>;

const must = (fits: boolean, told: unknown) => {
  if (!fits) throw new Error(JSON.stringify(told));
};

const ledgers = {
  material: { at: "/materials-inventory", id: "materialId", native: "material_id" },
  sku: { at: "/finished-goods-inventory", id: "skuId", native: "sku_id" },
} as const;
type Of = keyof typeof ledgers;

let made = 0;

/** Goods and sites of a test, with 20 of the goods at the first site. */
export function stockRoom(world: () => PharusWorld, ok: Ok, of: Of) {
  const { at, id } = ledgers[of];
  const site = async (): Promise<string> => {
    made += 1;
    return (await ok("POST", "/locations", { name: `Yard ${made}` })).id;
  };
  const goods = async (): Promise<string> => {
    made += 1;
    const { materialType, skuType } = world();
    const typeId = of === "sku" ? skuType : materialType;
    return (await ok("POST", `/${of}s`, { code: `STK-${made}`, name: `Goods ${made}`, typeId })).id;
  };
  const stocked = async () => {
    const [locationId, other, thing] = [await site(), await site(), await goods()];
    await ok("POST", `${at}/adjustments`, { [id]: thing, locationId, quantity: 20 });
    return { locationId, other, thing };
  };
  return { ...ledgers[of], stocked, goods, site };
}

/** Trials by "METHOD /path". */
export function stockTrials(world: () => PharusWorld, ok: Ok): Record<string, () => Trial> {
  return { ...ledgerTrials(world, ok, "material"), ...ledgerTrials(world, ok, "sku") };
}

function ledgerTrials(world: () => PharusWorld, ok: Ok, of: Of): Record<string, () => Trial> {
  const { at, id, native, stocked } = stockRoom(world, ok, of);
  const ledger = async (query = ""): Promise<Json[]> =>
    (await ok("GET", `${at}/ledger?limit=100&${query}`)).data;
  const balances = async (query = ""): Promise<Json[]> => (await ok("GET", `${at}/summary?${query}`)).data;
  const state = async () => [await balances(), (await ledger()).length];
  const onHand = async (locationId: string) => (await balances(`locationId=${locationId}`))[0];
  const natively = async (entry: Json) => (await world().owner.get(`/stock-entries/${entry.id}`)).body;
  const refused = { foreign: "refused", state } as const;
  const today = () => new Date().toISOString().slice(0, 10);

  const changed = (eventType: "ADJUST" | "DISPOSE"): Trial => {
    const body = async () => {
      const { locationId, thing } = await stocked();
      return { [id]: thing, locationId, quantity: 6 };
    };
    return {
      ...refused,
      full: async () => ({ body: { ...(await body()), notes: "Counted", eventDate: today() } }),
      least: async () => ({ body: await body() }),
      async proof({ body: { quantity, ...sent } }, answer) {
        sameFields({ ...sent, eventType, quantity: "6.0000", eventDate: today() }, answer, "the answer");
        sameFields(answer, (await ledger(`eventType=${eventType}&${id}=${sent[id]}`)).at(-1), "the ledger");
        sameFields({ [native]: sent[id], quantity: 6_000_000 }, await natively(answer), "the native API");
        const due = eventType === "ADJUST" ? "26.0000" : "14.0000";
        sameFields({ onHand: due, available: due }, await onHand(sent.locationId), "the summary");
      },
    };
  };
  const transfer = async () => {
    const { locationId, other, thing } = await stocked();
    return { [id]: thing, sourceLocationId: locationId, destinationLocationId: other, quantity: 8 };
  };
  const sent = async () => {
    const body = await transfer();
    const { ref, ledgerEntry } = await ok("POST", `${at}/transfers`, body);
    return { ref, ledgerEntry, body };
  };

  return {
    [`POST ${at}/adjustments`]: () => changed("ADJUST"),
    [`POST ${at}/disposals`]: () => changed("DISPOSE"),
    [`POST ${at}/transfers`]: () => ({
      ...refused,
      full: async () => ({ body: { ...(await transfer()), notes: "By van", eventDate: today() } }),
      least: async () => ({ body: await transfer() }),
      async proof({ body }, { ledgerEntry, ref }) {
        must(/^TR-\d{6}$/.test(ref), ref);
        const { sourceLocationId, destinationLocationId: toLocationId } = body;
        const due = { ref, toLocationId, locationId: sourceLocationId, eventType: "TRANSFER" };
        sameFields({ ...due, quantity: "8.0000", notes: body.notes ?? null }, ledgerEntry, "the answer");
        sameFields({ onHand: "12.0000" }, await onHand(sourceLocationId), "the source");
        sameFields({ onHand: "0.0000", inTransit: "8.0000" }, await onHand(toLocationId), "the destination");
        for (const place of [sourceLocationId, toLocationId])
          must((await ledger(`ref=${ref}&locationId=${place}`)).length === 1, "the entry is not at both");
      },
    }),
    [`POST ${at}/transfers/{ref}/complete`]: () => ({
      ...refused,
      full: async () => ({
        params: { ref: (await sent()).ref },
        body: { notes: "All there", eventDate: today() },
      }),
      least: async () => ({ params: { ref: (await sent()).ref }, body: {} }),
      async proof({ params, body }, answer) {
        const { ref } = params!;
        const due = { ref, eventType: "RECEIVE", unitCost: null, toLocationId: null, quantity: "8.0000" };
        sameFields({ ...due, notes: body.notes ?? null }, answer, "the answer");
        sameFields({ onHand: "8.0000", inTransit: "0.0000" }, await onHand(answer.locationId), "the summary");
        const again = await ok("POST", `${at}/transfers/${ref}/complete`, {});
        must(again.id === answer.id, "completed again it is another entry");
      },
    }),
    [`GET ${at}/summary`]: () => ({
      ...{ foreign: "its own", state: async () => null },
      async full() {
        const { thing, locationId } = await stocked();
        return { query: `${id}=${thing}&locationId=${locationId}` };
      },
      async proof({ query }, { data }) {
        const numbers = { onOrder: "0.0000", inTransit: "0.0000", allocated: "0.0000", demand: "0.0000" };
        must(data.length === 1, data);
        sameFields({ ...numbers, onHand: "20.0000", available: "20.0000" }, data[0], "the answer");
        must(query!.includes(data[0][id]) && query!.includes(data[0].locationId), data);
      },
    }),
    [`GET ${at}/ledger`]: () => ({
      ...{ foreign: "its own", state: async () => null },
      async full() {
        const { ref, body } = await sent();
        const day = `dateFrom=${today()}&dateTo=${today()}`;
        return {
          query: `${id}=${body[id]}&locationId=${body.sourceLocationId}&eventType=TRANSFER&ref=${ref}&${day}`,
        };
      },
      async proof({ query }, { data, nextCursor }) {
        must(data.length === 1 && nextCursor === null && query!.includes(data[0].ref), data);
        const all = await ledger(`${id}=${data[0][id]}`);
        const first = await ok("GET", `${at}/ledger?limit=1&${id}=${data[0][id]}`);
        const rest = await ok(
          "GET",
          `${at}/ledger?${id}=${data[0][id]}&cursor=${encodeURIComponent(first.nextCursor)}`,
        );
        const paged = [...first.data, ...rest.data].map((each: Json) => each.id);
        must(paged.join() === all.map((each) => each.id).join() && paged.length === 2, paged);
      },
    }),
    [`GET ${at}/ledger/{id}`]: () => ({
      ...{ foreign: "refused", state: async () => null },
      full: async () => ({ params: { id: (await sent()).ledgerEntry.id } }),
      proof: async (_asked, answer) =>
        sameFields(answer, (await ledger(`ref=${answer.ref}`))[0], "the ledger"),
    }),
  };
}
