/**
 * INV-31: what is sealed lies in no database, no log line and no export in the clear, and what is private lies in its own
 * row only. Every such field gets a word that is looked for everywhere, with and without an idempotency key.
 */
import { randomUUID } from "node:crypto";
import mongoose from "mongoose";
import { resources } from "../../gateway/declared.ts";
import { user } from "../../services/accounts/identity/user.ts";
import { registerUser } from "../../services/accounts/public.ts";
import type { FieldTable } from "../../shared/fields/index.ts";
import { exportTenant } from "../../shared/service/transfer.ts";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";

const SECRET_KEY = "a key that no other test has, 32 long";

let backroom: Backroom;
let owner: Client & { organization_id: string };
const told: string[] = [];

beforeAll(async () => {
  const note = (data: object, message: string) => void told.push(JSON.stringify([message, data]));
  const log = { info: note, warn: note, error: note };
  backroom = await startBackroom({ log, secret_key: SECRET_KEY });
  owner = await backroom.organization("Shop");
});
afterAll(() => backroom.stop());

type Canary = { field: string; word: string; collections: string[] };
const canaries: Canary[] = [];

function canary(field: string, collections: string[], spell = (word: string) => word): string {
  const word = `Kanari${randomUUID().replaceAll("-", "").slice(0, 12)}`;
  canaries.push({ field, word, collections });
  return spell(word);
}

const keyed = () => ({ "idempotency-key": randomUUID() });

async function sown(method: "post" | "patch", path: string, body: object): Promise<Json> {
  const reply = await owner[method](path, body, keyed());
  expect(reply.status).toBeLessThan(300);
  return reply.body;
}

const email = (word: string) => `${word}@canary.example`;

/** An account and its contact are one person (MRC-ONE-1). */
const person = () => ({
  first_name: canary("account.first_name", ["accounts", "contacts"]),
  last_name: canary("account.last_name", ["accounts", "contacts"]),
  company: canary("account.company", ["accounts"]),
  email: canary("account.email", ["accounts", "contacts"], email),
  phone_number: canary("account.phone_number", ["accounts", "contacts"]),
  bank_account_number: canary("account.bank_account_number", []),
});

async function sow(): Promise<void> {
  const { id } = await sown("post", "/accounts", person());
  await sown("patch", `/accounts/${id}`, person());
  await sown("post", "/accounts/bulk-edits", { ids: [id], changes: person() });
  // A refusal is kept too; so is one that another request's own words refuse.
  expect((await owner.post("/accounts", { ...person(), number: "000001" }, keyed())).status).toBe(409);
  const { slug } = (await owner.ok.get("/organizations")).data[0];
  const circular = await fetch(`${backroom.url}/circular/api/${slug}/sellers`, {
    method: "POST",
    headers: { authorization: `Bearer ${owner.key}`, "content-type": "application/json", ...keyed() },
    body: JSON.stringify({
      first_name: "Bo",
      bank_account_number: canary("account.bank_account_number", []),
    }),
  });
  expect(circular.status).toBeLessThan(300);
  const member = await sown("post", "/members", {
    email: canary("member.email", ["members", "users"], email),
    first_name: canary("member.first_name", ["members"]),
    last_name: canary("member.last_name", ["members"]),
    phone: canary("member.phone", ["members"]),
    role: "viewer",
  });
  await sown("patch", `/members/${member.id}`, {
    email: canary("user.email", ["members", "users"], email),
    phone: canary("member.phone", ["members"]),
  });
  await sown("post", "/gift-cards", {
    initial_amount: 1000,
    code: canary("gift_card.code", ["gift_cards"]),
  });
  // The sale of a card has its code until the card is made.
  await sown("post", "/sales", {
    gift_cards: [{ amount: 1000, code: canary("sale.gift_card_codes", ["sales"]) }],
  });
  const sold = { amount: 1000, code: canary("gift_card.code", ["gift_cards"]) };
  await sown("post", "/sales/ring-up", { gift_cards: [sold], payments: [{ type: "cash", amount: 1000 }] });
  const hook = await sown("post", "/webhook-endpoints", {
    url: canary("webhook_endpoint.url", ["webhook_endpoints"], (word) => `https://${word}.example/`),
    event_types: ["sale.*"],
  });
  const rotated = await sown("post", `/webhook-endpoints/${hook.id}/rotate-secret`, {});
  for (const { secret } of [hook, rotated])
    canaries.push({ field: "webhook_endpoint.secret", word: secret.slice(6), collections: [] });
  const { key } = await sown("post", "/api-keys", { name: "till" });
  canaries.push({ field: "api_key.key", word: key, collections: [] });
}

/** Contacts with their methods, invitations, and people who sign in. */
async function sowPeople(): Promise<void> {
  const names = ["first_name", "last_name", "display_name", "preferred_name", "linkedin_url", "twitter_url"];
  const given = names.map((name) => [name, canary(`contact.${name}`, ["contacts"])]);
  const { id } = await sown("post", "/contacts", Object.fromEntries(given));
  const reach = (field: string, spell?: (word: string) => string) => canary(field, ["contacts"], spell);
  await sown("post", `/contacts/${id}/methods`, { type: "email", value: reach("contact.email", email) });
  await sown("post", `/contacts/${id}/methods`, { type: "phone", value: reach("contact.phone_number") });
  await sown("post", `/contacts/${id}/methods`, { type: "phone", value: reach("contact.methods") });
  const called = "00498417220091";
  await sown("post", `/contacts/${id}/methods`, { type: "phone", value: called, is_primary: true });
  canaries.push({ field: "contact.phone_digits", word: called, collections: ["contacts"] });
  const lines = ["name", "company_name", "address_line_1", "address_line_2"].map((name) => [
    name,
    canary(`customer_address.${name}`, ["customer_addresses"]),
  ]);
  await sown("post", "/customer-addresses", { customer_id: id, ...Object.fromEntries(lines) });
  const said = (kind: string, collection: string, ...fields: string[]) =>
    Object.fromEntries(fields.map((field) => [field, canary(`${kind}.${field}`, [collection])]));
  const call = said("activity", "activities", "subject", "body");
  await sown("post", "/activities", { customer_id: id, activity_type: "call", ...call });
  await sown("post", "/comments", { customer_id: id, ...said("comment", "comments", "body") });
  await sown("post", "/deals", { person_ids: [id], ...said("deal", "deals", "title", "description") });
  await sown("post", "/team-members", said("team_member", "team_members", "display_name", "description"));
  const guest = canary("invitation.email", ["invitations", "mails"], email);
  canaries.push({ field: "mail.to", word: guest, collections: ["invitations", "mails"] });
  const { token } = await sown("post", "/invitations", {
    email: guest,
    role: "viewer",
    inviter_name: canary("invitation.inviter_name", ["invitations"]),
  });
  canaries.push({ field: "invitation.sealed_token", word: token, collections: [] });
  await backroom.process.call(registerUser, {
    email: canary("user.email", ["users"], email),
    display_name: canary("user.display_name", ["users"]),
    uid: canary("user.firebase_uid", ["users"]),
  });
}

/** A platform with a user and somebody who waits. */
async function sowMarketplace(): Promise<void> {
  const { id: platform_id } = await sown("post", "/platforms", { name: "Market" });
  const own = (field: string, spell?: (word: string) => string) =>
    canary(`marketplace_user.${field}`, ["marketplace_users"], spell);
  const names = ["name", "first_name", "last_name", "bio"].map((name) => [name, own(name)]);
  const given = { platform_id, username: "somebody", ...Object.fromEntries(names) };
  const { id } = await sown("post", "/marketplace-users", { ...given, email: own("email", email) });
  await sown("post", `/marketplace-users/${id}/links`, {
    url: own("links", (word) => `https://${word}.example/`),
  });
  await sown("post", `/marketplace-users/${id}/email`, {
    email: canary("marketplace_user.pending_email", ["marketplace_users", "mails"], email),
  });
  const busy = canary("calendar.external_calendar_ids", ["calendars", "calendar_feeds"], (word) => {
    return `https://${word}.invalid/`;
  });
  canaries.push({ ...canaries.at(-1)!, field: "calendar_feed.url" });
  await sown("patch", `/marketplace-users/${id}/calendar`, { external_calendar_ids: [busy] });
  await sown("post", `/marketplace-users/${id}/calendar-events`, {
    title: canary("calendar_event.title", ["calendar_events"]),
    description: canary("calendar_event.description", ["calendar_events"]),
    ...{ start_at: "2027-06-14T10:00:00Z", end_at: "2027-06-14T11:00:00Z" },
  });
  await sown("post", "/waitlist-entries", {
    platform_id,
    email: canary("waitlist_entry.email", ["waitlist_entries"], email),
    name: canary("waitlist_entry.name", ["waitlist_entries"]),
  });
}

type Line = { where: string; collection: string; text: string };

async function stored(): Promise<Line[]> {
  const connection = await mongoose.createConnection(backroom.mongo_url).asPromise();
  const lines: Line[] = [];
  try {
    for (const service of ["accounts", "catalog", "contracts", "inventory", "platform", "sales"]) {
      const db = connection.useDb(`${backroom.namespace}_${service}`);
      for (const { name } of await db.listCollections())
        for await (const row of db.collection(name).find())
          lines.push({ where: `${service}.${name}`, collection: name, text: JSON.stringify(row) });
    }
  } finally {
    await connection.close();
  }
  return lines;
}

async function exported(): Promise<Line[]> {
  const lines: Line[] = [];
  await exportTenant(
    {
      url: backroom.mongo_url,
      namespace: backroom.namespace,
      services: ["accounts", "catalog", "contracts", "inventory", "platform", "sales"],
      secret_key: SECRET_KEY,
    },
    [owner.organization_id],
    async (text) => {
      lines.push({ where: "export", collection: JSON.parse(text).collection ?? "header", text });
    },
  );
  return lines;
}

test("every sealed and private field is written, and found only where it belongs", async () => {
  await sow();
  await sowPeople();
  await sowMarketplace();
  const wanted = [...resources, user].flatMap(({ name, columns }) =>
    Object.entries(columns as FieldTable)
      .filter(
        ([, { kind, facets }]) => (facets.private || facets.sealed) && !facets.derived && kind !== "flag",
      )
      .map(([field]) => `${name}.${field}`),
  );
  const covered = new Set(canaries.map((each) => each.field));
  // The old secret is the first of the two.
  const elsewhere = ["webhook_endpoint.old_secret"];
  expect(wanted.filter((field) => !covered.has(field) && !elsewhere.includes(field))).toEqual([]);
  await until(
    async () => (await stored()).every(({ text }) => !text.includes('"pending":')),
    "everything handed over",
  );
  const lines = [
    ...(await stored()),
    ...(await exported()),
    ...told.map((text) => ({ where: "log", collection: "log", text })),
  ];
  const found = canaries.flatMap(({ field, word, collections }) =>
    lines
      .filter(({ collection, text }) => !collections.includes(collection) && mentions(text, word))
      .map(({ where }) => `${field} in ${where}`),
  );
  expect([...new Set(found)]).toEqual([]);
});

const mentions = (text: string, word: string): boolean => text.toLowerCase().includes(word.toLowerCase());

test("a kept answer is replayed as it was answered (API-9)", async () => {
  const headers = keyed();
  const body = { first_name: "Di", bank_account_number: "DE89370400440532013000" };
  const first = await owner.post("/accounts", body, headers);
  const again = await owner.post("/accounts", body, headers);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect(again.body).toEqual(first.body);
});
