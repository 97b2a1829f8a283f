/** What Pharus's document does not say: how to create entities, and how they read natively. */
import { signInPerson } from "../../services/accounts/public.ts";
import type { Backroom, Client, Json } from "./backroom.ts";
import { type Speak, type Stage, speakerOf } from "./conformance.ts";
import { type Seed, seedOf } from "./seed.ts";

export type PharusWorld = Stage & {
  seed: Seed;
  owner: Client;
  type: string;
  segment: string;
  broker: string;
  vendor: string;
  materialType: string;
  skuType: string;
  /** A person who has signed in just now, in an organization or by themselves. */
  signIn(email: string, org_id?: string): Promise<Speak>;
  /** Another organization, new each time, which invites the owner's person; and that person's address. */
  elsewhere(): Promise<{ other: { slug: string; invite(email: string): Promise<Json> }; email: string }>;
};

export async function pharusWorld(backroom: Backroom): Promise<PharusWorld> {
  const { url, owner } = backroom;
  const base = `${url}/pharus/api`;
  const stranger = await backroom.organization("Other maker");
  const reader = await owner.ok.post("/api-keys", { name: "Reader", access: "read_only" });
  const writer = await owner.ok.post("/api-keys", { name: "Writer", access: "read_write" });
  const admin = await owner.ok.post("/api-keys", { name: "Administrator", access: "admin" });
  const made = async (path: string, body: object) => (await owner.ok.post(path, body)).id as string;
  return {
    seed: seedOf("pharus"),
    own: speakerOf(base, owner.key),
    reader: speakerOf(base, reader.key),
    stranger: speakerOf(base, stranger.key),
    nobody: speakerOf(base, null),
    permitted: async ({ method, path }) => {
      const writes = path.startsWith("/organizations/") ? admin : writer;
      return speakerOf(base, method === "GET" ? reader.key : writes.key);
    },
    params: {},
    named: ({ error }) => (error?.details?.errors ?? []).map((each: Json) => each.field),
    refusal: (problem) =>
      typeof problem?.error?.code === "string" &&
      typeof problem.error.message === "string" &&
      typeof problem.error.details?.requestId === "string",
    unknown: "ignore",
    owner,
    async signIn(email, org_id) {
      const speak = speakerOf(base, (await backroom.process.call(signInPerson, { email })).token);
      const named = org_id ? { "X-Org-Id": org_id } : {};
      return (method, path, body, headers = {}) => speak(method, path, body, { ...named, ...headers });
    },
    async elsewhere() {
      const client = await backroom.organization("Elsewhere");
      const { slug } = (await client.ok.get("/organizations")).data[0];
      const { email } = (await owner.ok.get("/members")).data.at(-1);
      const invite = (to: string) => client.ok.post("/invitations", { email: to, role: "viewer" });
      return { other: { slug, invite }, email };
    },
    type: await made("/customer-types", { name: "Retailer" }),
    segment: await made("/customer-segments", { name: "North" }),
    broker: await made("/brokers", { name: "Agent" }),
    vendor: await made("/vendors", { name: "Mill" }),
    materialType: await made("/material-types", { name: "Raw" }),
    skuType: await made("/sku-types", { name: "Coffee" }),
  };
}

/** A kind of entity with an address for each. */
export type Kind = {
  /** Its native collection. */
  native: string;
  given(world: PharusWorld, n: number): Json;
  /** Names that a creation needs. */
  needs: readonly string[];
  /** What is sent under one name and shown under another. */
  renamed?: Readonly<Record<string, string>>;
  /** What is shown of what was sent. */
  reads?: Readonly<Record<string, (sent: Json) => Json>>;
  /** Our field of a name, with our value. */
  natively: Readonly<Record<string, readonly [own: string, value?: (sent: Json) => Json]>>;
  /** Natively gone for good, or hidden. */
  gone: "nowhere" | "hidden";
  refers?: boolean;
  whole?: boolean;
};

const place = { address: "Mill Lane 1", city: "Bremen", state: "HB", country: "de", zipCode: "28195" };
const address: Kind["natively"] = {
  address: ["address_line_1"],
  city: ["city"],
  state: ["region"],
  zipCode: ["zip"],
  country: ["country", (sent: string) => sent.toUpperCase()],
};
const spelled = { country: (sent: string | null) => sent?.toUpperCase() ?? null };

const word = (native: string): Kind => ({
  ...{ native, needs: ["name"], gone: "nowhere", whole: true },
  given: (_world, n) => ({ name: `Word ${n}`, sortOrder: n }),
  natively: { name: ["name"], sortOrder: ["sort_order"], isActive: ["is_active"] },
});

export const kinds: Readonly<Record<string, Kind>> = {
  locations: {
    ...{ native: "/locations", needs: ["name"], gone: "hidden", whole: true, reads: spelled },
    given: (_world, n) => ({ name: `Works ${n}`, ...place, notes: "Behind the mill" }),
    natively: { name: ["name"], notes: ["notes"], sortOrder: ["sort_order"], ...address },
  },
  vendors: {
    ...{ native: "/vendors", needs: ["name"], gone: "hidden", reads: spelled },
    given: (_world, n) => ({ name: `Mill ${n}`, ...place, term: "Net 30", qboId: `Q${n}`, notes: "Rings" }),
    natively: { name: ["name"], term: ["term"], qboId: ["accounting_ref"], ...address },
  },
  customers: {
    ...{ native: "/business-customers", needs: ["name", "typeId"], gone: "hidden", refers: true },
    renamed: { typeId: "customerTypeId", segmentId: "customerSegmentId", parentId: "parentCustomerId" },
    reads: { ...spelled, brokerFeePercent: (sent: number) => sent.toFixed(4) },
    given: ({ type, segment, broker }, n) => ({
      ...{ name: `Grocer ${n}`, typeId: type, segmentId: segment, brokerId: broker, ...place },
      ...{ brokerFeePercent: 3.75, parentId: null, qboId: `G${n}`, notes: "Early" },
    }),
    natively: {
      ...{ name: ["name"], typeId: ["type_id"], brokerId: ["broker_id"], ...address },
      brokerFeePercent: ["broker_fee_ppm", (sent) => sent * 10_000],
    },
  },
  contacts: {
    ...{ native: "/contacts", needs: ["firstName"], gone: "hidden" },
    given: (_world, n) => ({
      firstName: `Ada ${n}`,
      lastName: "Lind",
      displayName: `The ${n}th`,
      title: "Buyer",
    }),
    natively: { firstName: ["first_name"], lastName: ["last_name"], displayName: ["display_name"] },
  },
  materials: {
    ...{ native: "/materials", needs: ["code", "name", "typeId"], gone: "hidden", refers: true },
    renamed: { code: "materialCode", typeId: "materialTypeId" },
    given: ({ materialType }, n) => ({
      code: `M${n}`,
      name: `Beans ${n}`,
      typeId: materialType,
      notes: "Dry",
    }),
    natively: { code: ["code"], name: ["name"], typeId: ["type_id"], notes: ["notes"] },
  },
  skus: {
    ...{ native: "/skus", needs: ["code", "name", "typeId"], gone: "hidden", refers: true },
    renamed: { code: "skuCode", typeId: "skuTypeId" },
    reads: { ozPerItem: (sent: number | null) => sent?.toFixed(4) ?? null },
    given: ({ skuType }, n) => ({
      ...{ code: `S${n}`, name: `Coffee ${n}`, typeId: skuType, notes: "Ground" },
      ...{ itemsPerUnit: 6, ozPerItem: 8.75, qboId: `Q${n}` },
    }),
    natively: {
      ...{ code: ["code"], name: ["name"], typeId: ["type_id"], itemsPerUnit: ["items_per_unit"] },
      ozPerItem: ["oz_per_item", (sent) => Math.round(sent * 1e6)],
    },
  },
  "material-types": word("/material-types"),
  "sku-types": word("/sku-types"),
  "customer-types": word("/customer-types"),
  "customer-segments": word("/customer-segments"),
  brokers: word("/brokers"),
  "order-channels": word("/order-channels"),
};
