/**
 * Every operation of every document has an example that works: the kept requests are sent in their order to a fresh
 * organization, and requests and answers are as documented (API-12). `npm run examples` records them anew.
 */
import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import mongoose from "mongoose";
import { createOrganization } from "../../services/accounts/public.ts";
import { beginVerification, endVerification, tellAnomalies } from "../../services/platform/public.ts";
import type { Meta } from "../../shared/meta.ts";
import { type Backroom, startBackroom, until } from "../support/backroom.ts";
import { everythingIn } from "../support/everything.ts";
import { type Exchange, openBook, recorded, replayed, type Story } from "../support/examples/book.ts";
import { circularStory } from "../support/examples/circular.ts";
import { cloudStory } from "../support/examples/consigncloud.ts";
import { nativeStory } from "../support/examples/native.ts";

const RECORDS = process.env.RECORD_EXAMPLES === "1";

type Variant = { dialect: string; profile: string; address: string; story: Story };
const variants: Variant[] = [
  { dialect: "native", profile: "native", address: "/api/v1/openapi.json", story: nativeStory },
  { dialect: "circular", profile: "documented", address: "/circular/openapi.json", story: circularStory },
  {
    ...{ dialect: "consigncloud", profile: "documented", story: cloudStory },
    address: "/consigncloud/api/v1/openapi.json",
  },
  {
    ...{ dialect: "consigncloud", profile: "real", story: cloudStory },
    address: "/consigncloud/api/v1/openapi.real.json",
  },
];
const fileOf = (dialect: string) =>
  new URL(`../../gateway/dialects/${dialect}/examples.json`, import.meta.url);
type Kept = Record<string, Exchange[]>;
const keptOf = async (dialect: string): Promise<Kept> =>
  JSON.parse(await readFile(fileOf(dialect), "utf8").catch(() => "{}"));

let backroom: Backroom;

/** What no request makes: a run of the verifier that found something, and two dead letters. */
async function prepare(org_id: string): Promise<void> {
  const { call } = backroom.process;
  const meta = {
    org: { id: org_id, slug: "example-shop", mode: "live", currency: "USD", timezone: "UTC" },
    actor: { kind: "system", id: "verifier" },
    scopes: ["*"],
    request_id: "examples",
  } satisfies Meta;
  const { id } = await call(beginVerification, { begun_by: "hand" });
  const breaches = [{ check: "INV-1", subject: "journals", what: "Debits and credits differ by 1." }];
  await call(tellAnomalies, { verification_id: id!, breaches }, meta);
  await call(endVerification, {
    id: id!,
    breaches: 1,
    checks: [{ check: "INV-1", means: "The books balance.", breaches: 1, rows: 3, seconds: 1 }],
  });
  const connection = await mongoose.createConnection(backroom.mongo_url).asPromise();
  const letters = connection.useDb(`${backroom.namespace}_accounts`).collection("_dead_letters");
  await letters.insertMany(
    ["count_items", "book_cost"].map((consumer) => ({
      _id: `accounts.${consumer}:${randomUUID()}` as never,
      group: `accounts.${consumer}`,
      event: { id: randomUUID(), type: "item.created", org_id, mode: "live" },
      ...{ org_id, error: "The account is gone.", attempts: 10, at: new Date() },
    })),
  );
  await connection.close();
}

/** Natively for people who have signed in as themselves, which a key never has. */
const ofPeople = new Set(["deleteMe", "purgeOrganization", "keepOrganization"]);
/** They need a code from a mail, or what came of it. */
const ofMails = new Set(["verifyCodeMarketplaceSession", "refreshMarketplaceSession"]);
/** They need a provider that has been silent for a day. */
const ofSilence = new Set(["resolveProviderCall"]);
const hasNone = (operation: string) => [ofPeople, ofMails, ofSilence].some((each) => each.has(operation));

/** Waits until each delivery to a webhook endpoint was tried once. */
async function deliveriesTried(): Promise<void> {
  const connection = await mongoose.createConnection(backroom.mongo_url).asPromise();
  const deliveries = connection.useDb(`${backroom.namespace}_platform`).collection("webhook_deliveries");
  await until(async () => (await deliveries.countDocuments({ status: "pending", tries: 0 })) === 0);
  await connection.close();
}

/** A key of a fresh organization: natively the installation's own, as only its operator sees the running copies. */
async function signedUp(dialect: string, profile: string): Promise<{ key: string; organization_id: string }> {
  if (dialect === "native") {
    const [own] = (await backroom.owner.ok.get("/organizations")).data;
    return { key: backroom.owner.key, organization_id: own.id };
  }
  const { made } = await backroom.process.call(createOrganization, {
    name: "Example shop",
    owner_email: `owner@${randomUUID().slice(0, 8)}.example`,
  });
  const { key, organization_id } = made!;
  if (profile !== "real") return { key, organization_id };
  const real = await backroom.client(key).ok.post("/api-keys", { name: "Real", access: "owner", profile });
  return { key: real.key, organization_id };
}

describe.each(variants)("$dialect, $profile", ({ dialect, profile, address, story }) => {
  beforeAll(async () => {
    backroom = await startBackroom();
  });
  afterAll(() => backroom.stop());

  test("every operation has an example that is accepted and answered as documented", async () => {
    const { key, organization_id } = await signedUp(dialect, profile);
    if (dialect === "native") await prepare(organization_id);
    const book = await openBook(backroom.url, address, key);
    const everything = await everythingIn(backroom);
    const settled = async () => {
      await everything.of(organization_id);
      await deliveriesTried();
    };
    try {
      if (RECORDS) {
        const exchanges = await recorded(book, story, settled);
        const all = { ...(await keptOf(dialect)), [profile]: exchanges };
        await writeFile(fileOf(dialect), `${JSON.stringify(all, null, 1)}\n`);
      }
      const kept = (await keptOf(dialect))[profile] ?? [];
      const shown = new Set(kept.map(({ operation }) => operation));
      const missing = [...book.operations.keys()].filter((each) => !shown.has(each));
      expect(missing.filter((each) => !hasNone(each))).toEqual([]);
      if (!RECORDS) await replayed(book, kept, settled);
    } finally {
      await everything.close();
    }
  }, 400_000);
});
