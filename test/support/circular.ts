/** What Circular's document does not say: how to create entities, their native form, and two organizations for the tests. */
import type { Backroom, Client, Json } from "./backroom.ts";
import { type Speak, type Stage, speakerOf } from "./conformance.ts";
import { type Seed, seedOf } from "./seed.ts";

export type CircularWorld = Stage & {
  seed: Seed;
  slug: string;
  owner: Client;
  store: string;
  location: string;
  seller: string;
  coworker: string;
  other: { slug: string; speak: Speak };
  consigncloud: Speak;
};

const NAMES = ["Coat", "Northface", "XL", "Navy", "Wool"] as const;
const TERMS = ["categories", "brands", "sizes", "colors", "fabrics"] as const;

export async function circularWorld(backroom: Backroom): Promise<CircularWorld> {
  const { url, owner } = backroom;
  const stranger = await backroom.organization("Other shop");
  const base = `${url}/circular`;
  const slugOf = async (client: Client) => (await client.ok.get("/organizations")).data[0].slug;
  const slug = await slugOf(owner);
  const otherSlug = await slugOf(stranger);
  const reader = await owner.ok.post("/api-keys", { name: "Reader", access: "read_only" });
  const writer = await owner.ok.post("/api-keys", { name: "Writer", access: "read_write" });
  const store = await owner.ok.post("/stores", { name: "Main Street", timezone: "Europe/Oslo" });
  const spots = await owner.ok.get(`/locations?store_id=${store.id}&kind=spot`);
  const seller = await owner.ok.post("/accounts", { first_name: "Ada", is_vendor: true });
  await Promise.all(TERMS.map((each, i) => owner.ok.post(`/${each}`, { name: NAMES[i] })));
  const coworker = await owner.ok.post("/members", { email: "first@shop.example", role: "member" });
  // What can be paid out.
  await owner.ok.post("/balance-entries", { account_id: seller.id, amount: 10_000_000, memo: "Opening" });
  return {
    seed: seedOf("circular"),
    own: speakerOf(base, owner.key),
    reader: speakerOf(base, reader.key),
    stranger: speakerOf(base, stranger.key),
    nobody: speakerOf(base, null),
    // The introduction of the document says that whoever may write may delete.
    permitted: async ({ said }) =>
      speakerOf(base, said?.["x-access-level"] === "read-only" ? reader.key : writer.key),
    params: { organization_slug: slug },
    named: (problem) => (problem.details ?? []).map((each: Json) => each.field),
    refusal: (problem) =>
      typeof problem?.error === "string" &&
      typeof problem.code === "string" &&
      Array.isArray(problem.details),
    unknown: "ignore",
    slug,
    owner,
    store: store.id,
    location: spots.data[0].id,
    seller: seller.id,
    coworker: coworker.id,
    other: { slug: otherSlug, speak: speakerOf(base, stranger.key) },
    consigncloud: speakerOf(`${url}/consigncloud/api/v1`, owner.key),
  };
}

export type Kind = {
  /** "Brand": its name among the schemas. */
  schema: string;
  slug?: string;
  /** Its address in the native API. */
  native: string;
  /** Values in place of the document's examples. */
  given(world: CircularWorld, nth: number): Json;
  /** The same for a change, where it differs. */
  changed?(world: CircularWorld, nth: number): Json;
  /** The values that a creation requires. */
  needs: readonly string[];
  /** Values that are shown differently from what was written. */
  reads?: Record<string, (sent: Json) => Json>;
  /** Documented, but accepted and ignored. */
  aside?: readonly string[];
  /** Fields by their native names, with native values. */
  natively: Record<string, readonly [name: string, value?: (sent: Json) => Json]>;
  /** What the native API shows after a delete: a deleted row, a canceled one, or none. */
  gone: "deleted" | "cancelled" | "nowhere";
};

const cents = (sent: number) => Math.round(sent * 100);
const ppm = (sent: number) => Math.round(sent * 1_000_000);
const word = (schema: string, slug: string, native: string): Kind => ({
  schema,
  slug,
  native,
  given: (_world, nth) => ({ name: `${schema} ${nth}` }),
  needs: ["name"],
  natively: { name: ["name"] },
  gone: "deleted",
});

const person = (_world: CircularWorld, nth: number) => ({ email: `person${nth}@shop.example` });

export const kinds: Record<string, Kind> = {
  brands: word("Brand", "brand_slug", "/brands"),
  categories: word("Category", "category_slug", "/categories"),
  colors: word("Color", "color_slug", "/colors"),
  materials: word("Material", "material_slug", "/fabrics"),
  sizes: word("Size", "size_slug", "/sizes"),
  coworkers: {
    schema: "Coworker",
    native: "/members",
    given: (world, nth) => ({ ...person(world, nth), default_store_id: world.store }),
    needs: ["email"],
    natively: { first_name: ["first_name"], phone: ["phone"], default_store_id: ["default_store_id"] },
    gone: "nowhere",
  },
  sellers: {
    schema: "Seller",
    native: "/accounts",
    given: person,
    // A person requires a name.
    needs: ["first_name"],
    natively: {
      first_name: ["first_name"],
      phone_number: ["phone_number"],
      address_street_1: ["address_line_1"],
      address_country: ["country"],
      address_region: ["region"],
      metadata: ["metadata"],
    },
    gone: "deleted",
  },
  stores: {
    schema: "Store",
    slug: "store_slug",
    native: "/stores",
    given: (_world, nth) => ({ name: `Headquarters ${nth}` }),
    needs: ["name"],
    natively: {
      name: ["name"],
      address_line_2: ["address_line_2"],
      address_country: ["country"],
      scheduling: ["scheduling", (sent) => ({ monday: [sent.monday] })],
    },
    gone: "deleted",
  },
  locations: {
    schema: "Location",
    native: "/locations",
    given: ({ store }, nth) => ({ name: `Rack ${nth}`, store_id: store }),
    needs: ["name", "store_id"],
    natively: { name: ["name"], store_id: ["store_id"] },
    gone: "deleted",
  },
  deliveries: {
    schema: "Delivery",
    native: "/deliveries",
    given: ({ seller, store }) => ({
      seller_id: seller,
      store_id: store,
      status: "scheduled",
      delivery_at: "2025-05-06T07:08:09.123Z",
    }),
    changed: ({ seller, store }) => ({
      seller_id: seller,
      store_id: store,
      status: "completed",
      delivery_at: "2025-05-07T07:08:09.123Z",
    }),
    needs: ["seller_id", "store_id", "delivery_at"],
    natively: { seller_id: ["account_id"], status: ["status"], delivery_at: ["delivery_at"] },
    gone: "nowhere",
  },
  "seller-remittances": {
    schema: "SellerRemittance",
    native: "/payouts",
    given: ({ seller, coworker, slug }) => ({
      seller_id: seller,
      completed_by_coworker_id: coworker,
      created_by_coworker_id: coworker,
      organization_slug: slug,
      completed: false,
      completed_at: undefined,
      metadata: { run: "May" },
    }),
    changed: ({ seller, coworker, slug }) => ({
      seller_id: seller,
      completed_by_coworker_id: coworker,
      created_by_coworker_id: coworker,
      organization_slug: slug,
      metadata: { run: "June" },
    }),
    needs: ["seller_id", "amount"],
    // The server sets the time of the last change.
    reads: { last_interaction_at: () => undefined },
    aside: ["organization_slug", "last_interaction_at"],
    natively: {
      seller_id: ["account_id"],
      amount: ["amount", cents],
      approved: ["approved"],
      completed: ["completed"],
      metadata: ["metadata"],
    },
    gone: "cancelled",
  },
  products: {
    schema: "Product",
    slug: "product_slug",
    native: "/items",
    given: (world, nth) => ({
      name: `Navy Northface Coat ${nth}`,
      category_slug: "coat",
      brand_slug: "northface",
      size_slug: "XL",
      color_slug: "navy",
      material_slug: "wool",
      store_id: world.store,
      location_id: world.location,
      seller_id: world.seller,
      // The dates of the document's examples are past, so such items would be expired.
      expiring_at: "2031-12-31T23:59:59Z",
      pick_up_at: "2032-01-15T14:00:00Z",
      consignment_split: 0.45,
      handling_fee_fixed: 2.5,
      handling_fee_percentage: 3.25,
      handling_fee_type: "percentage",
      modified_by_coworker_id: world.coworker,
      modified_by_seller_id: world.seller,
    }),
    needs: ["store_id", "location_id"],
    reads: { size_slug: (sent) => sent.toLowerCase() },
    aside: ["sku"],
    natively: {
      name: ["title"],
      price: ["tag_price", cents],
      seller_id: ["account_id"],
      consignment_split: ["split", ppm],
      status: ["status"],
      store_id: ["store_id"],
    },
    gone: "deleted",
  },
};
