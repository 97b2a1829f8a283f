/** What ConsignCloud's document does not say: open bodies, the native form of entities, and a shop for the tests. */
import type { Backroom, Client, Json } from "./backroom.ts";
import { type Speak, type Stage, speakerOf } from "./conformance.ts";
import { type Seed, seedOf } from "./seed.ts";

export type CloudWorld = Stage & {
  owner: Client;
  location: string;
  account: string;
  customer: string;
  category: string;
  tax: string;
  circular: Speak;
};

/**
 * The document with words that it lacks: it has none for open, parked or lost, so these are
 * shown by their native names (D36).
 */
export function cloudSeed(): Seed {
  return seedOf("consigncloud", ({ components: { schemas } }) => {
    schemas.Sale.properties.status.enum.push("open", "parked", "discarded");
    schemas.Item.properties.status.enum.push("discarded", "lost", "stolen", "damaged");
  });
}

export async function cloudWorld(backroom: Backroom): Promise<CloudWorld> {
  const { url, owner } = backroom;
  const stranger = await backroom.organization("Other shop");
  const base = `${url}/consigncloud/api/v1`;
  const reader = await owner.ok.post("/api-keys", { name: "Reader", access: "read_only" });
  const store = await owner.ok.post("/stores", { name: "Main Street", timezone: "America/New_York" });
  const vendor = await owner.ok.post("/accounts", {
    first_name: "Ada",
    is_vendor: true,
    default_split: 600_000,
  });
  const customer = await owner.ok.post("/accounts", { first_name: "Bob" });
  const category = await owner.ok.post("/categories", { name: "Coats" });
  const tax = await owner.ok.post("/taxes", { name: "Sales tax", rate_ppm: 88_750, type: "exclusive" });
  const keys = new Map<string, Promise<Speak>>();
  return {
    seed: cloudSeed(),
    own: speakerOf(base, owner.key),
    reader: speakerOf(base, reader.key),
    stranger: speakerOf(base, stranger.key),
    nobody: speakerOf(base, null),
    permitted({ said }) {
      const scope: string = said["x-permission"] ?? "read:items";
      const made = async () => {
        const { key } = await owner.ok.post("/api-keys", { name: scope, access: "scopes", scopes: [scope] });
        return speakerOf(base, key);
      };
      if (!keys.has(scope)) keys.set(scope, made());
      return keys.get(scope)!;
    },
    params: {},
    named: (problem) => Object.keys(problem.errors ?? {}),
    refusal: (problem) =>
      typeof problem?.error === "string" &&
      CODES.has(problem.code) &&
      typeof problem.details === "object" &&
      problem.message === problem.error,
    unknown: "refuse",
    owner,
    location: store.id,
    account: vendor.id,
    customer: customer.id,
    category: category.id,
    tax: tax.id,
    circular: speakerOf(`${url}/circular`, owner.key),
  };
}

const CODES = new Set([
  "invalid_request_data",
  "invalid_api_key",
  "access_denied",
  "entity_not_found",
  "conflict",
  "payload_too_large",
  "too_many_requests",
]);

export type Kind = {
  native: string;
  /** Values in place of the document's examples; the whole body where the document leaves it open. */
  given(world: CloudWorld, nth: number): Json;
  needs: readonly string[];
  natively: Record<string, readonly [name: string, value?: (sent: Json) => Json]>;
  /** Values of the wrong type for what the document leaves open. */
  wrong?: Record<string, Json>;
  /** Whether bodies name other entities, which another organization does not have. */
  refers: boolean;
  /** Queries that find an entry, and queries that do not. */
  finds?(entry: Json, world: CloudWorld): { with: string[]; without: string[] };
};

const OTHER = "00000000-0000-7000-8000-000000000000";
const ppm = (sent: number) => Math.round(sent * 1_000_000);
const branch = (_world: CloudWorld, nth: number) => ({
  name: `Branch ${nth}`,
  address_line_1: "1 Main Street",
  address_line_2: "Rear",
  city: "Albany",
  state: "NY",
  postal_code: "12207",
});

export const kinds: Record<string, Kind> = {
  items: {
    native: "/items",
    given: ({ category, account, location }, nth) => ({
      title: `Coat ${nth}`,
      category,
      account,
      location,
      batch: undefined,
      tag_price: 12_345,
      custom_fields: [{ slug: "era", value: "1970s" }],
    }),
    needs: ["title", "tag_price"],
    natively: {
      title: ["title"],
      tag_price: ["tag_price"],
      split: ["split", ppm],
      account: ["account_id"],
      category: ["category_id"],
      location: ["store_id"],
      custom_fields: ["custom_fields", () => ({ era: "1970s" })],
    },
    refers: true,
    finds: ({ created, account, category, location, sku }) => ({
      with: [
        "tag_price[gte]=12345",
        "tag_price[eq]=12345&tag_price[ne]=1",
        "tag_price:lte=12345",
        "tag_price_gte=0",
        `created[gte]=${created}`,
        `created:lte=${created}`,
        "created:gte=2020-01-01",
        `account=${account}`,
        `category=${category}`,
        `location=${location}`,
        "status=available",
        "status=active",
        "inventory_type=consignment",
        `sku=${sku}`,
        "quantity:gte=1",
        "deleted=include",
      ],
      without: [
        "tag_price[gt]=12345",
        "tag_price[lt]=12345",
        "tag_price[ne]=12345",
        `created:gt=${created}`,
        `account=${OTHER}`,
        `category=${OTHER}`,
        `location=${OTHER}`,
        `batch=${OTHER}`,
        "status=sold",
        "status=returned",
        "status=donated",
        "inventory_type=retail",
        "sku=none",
        "deleted=only",
      ],
    }),
  },
  accounts: {
    native: "/accounts",
    given: (_world, nth) => ({ number: `9${nth}`, email: `person${nth}@shop.example` }),
    needs: ["first_name"],
    natively: {
      number: ["number"],
      company: ["company"],
      phone_number: ["phone_number"],
      default_split: ["default_split", ppm],
      is_vendor: ["is_vendor"],
    },
    refers: false,
    finds: ({ number, updated }) => ({
      with: ["is_vendor=true", `number=${number}`, `updated:gte=${updated}`],
      without: ["is_vendor=false", "number=none", `updated:gt=${updated}`],
    }),
  },
  batches: {
    native: "/batches",
    given: ({ account }, nth) => ({
      account,
      description: `Box ${nth}`,
      platform_editing_on: "consigncloud",
    }),
    needs: [],
    natively: {
      account: ["account_id"],
      description: ["description"],
      platform_editing_on: ["platform_editing_on", () => "staff"],
    },
    wrong: { account: "nobody", description: 5, platform_editing_on: "phone" },
    refers: true,
    finds: ({ account, number }) => ({
      with: [`account=${account}`, "status=draft", `number=${number}`],
      without: [`account=${OTHER}`, "status=submitted"],
    }),
  },
  "item-categories": {
    native: "/categories",
    given: ({ category, tax }, nth) => ({
      name: `Category ${nth}`,
      default_split: 0.55,
      default_expiration_days: 60,
      parent: category,
      taxes: [tax],
    }),
    needs: ["name"],
    natively: {
      name: ["name"],
      default_split: ["default_split", ppm],
      default_expiration_days: ["default_expiry_days"],
      parent: ["parent_id"],
      taxes: ["tax_ids"],
    },
    wrong: { name: 5, default_split: 2, default_expiration_days: 1.5, parent: "none", taxes: ["none"] },
    refers: true,
  },
  locations: {
    native: "/stores",
    given: branch,
    needs: ["name"],
    natively: { name: ["name"], state: ["region"], postal_code: ["zip"] },
    wrong: { name: null, city: 5 },
    refers: false,
  },
  discounts: {
    native: "/discounts",
    given: (_world, nth) => ({
      name: `Discount ${nth}`,
      type: "percentage",
      value: 12.5,
      bearer: "store",
      level: "sale",
      show_in_pos: true,
      auto_apply: false,
      starts_on: "2031-01-01",
      ends_on: "2031-02-01",
    }),
    needs: ["name", "type", "value"],
    natively: {
      name: ["name"],
      type: ["value_type"],
      value: ["value", (sent) => sent * 10_000],
      starts_on: ["starts_on"],
    },
    wrong: { name: 5, value: "much", type: "gift", bearer: "nobody", auto_apply: 1, starts_on: "soon" },
    refers: false,
  },
  taxes: {
    native: "/taxes",
    given: (_world, nth) => ({
      name: `Tax ${nth}`,
      percentage: 8.875,
      tax_type: "exclusive",
      default_on: false,
      scheme: "standard",
    }),
    needs: ["name", "percentage", "tax_type"],
    natively: { name: ["name"], percentage: ["rate_ppm", (sent) => sent * 10_000], tax_type: ["type"] },
    wrong: { name: 5, percentage: 101, tax_type: "none", default_on: "yes" },
    refers: false,
  },
};
