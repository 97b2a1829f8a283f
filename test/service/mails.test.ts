/** Mails as a mail server and an administrator see them (NTF-1, NTF-2, AVL-3, INV-31, INV-41). */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import mongoose from "mongoose";
import { delaysMs } from "../../services/platform/mail/retries.rules.ts";
import { setClock } from "../../shared/clock.ts";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { micro, openWorkshop } from "../support/makers.ts";
import { marketplaceOf } from "../support/marketplace.ts";

const HOUR = 3_600_000;

let server: MailServer;
let backroom: Backroom;
let folder: string;
let ahead = 0;
let setBack: () => void;
const told: string[] = [];
beforeAll(async () => {
  setBack = setClock(() => Date.now() + ahead);
  const note = (data: object, message: string) => void told.push(JSON.stringify([message, data]));
  folder = await mkdtemp(join(tmpdir(), "backroom-mails-"));
  server = await startMailServer();
  backroom = await startBackroom({
    log: { info: note, warn: note, error: note },
    settings: {
      SMTP_URL: server.url,
      SMTP_TIMEOUT_MS: 1500,
      MAIL_FROM: "Shop <shop@example.com>",
      INVITATION_URL: "https://app.example/join?invitation={token}",
    },
  });
});
afterAll(async () => {
  await backroom?.stop();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
  setBack();
});
afterEach(() => {
  ahead = 0;
});

let people = 0;
const someone = () => `guest${++people}@example.com`;

const invite = (owner: Client, email: string, more: object = {}): Promise<Json> =>
  owner.ok.post("/invitations", { email, role: "member", ...more });
const mailTo = async (owner: Client, to: string): Promise<Json> =>
  (await owner.ok.get(`/mails?to=${to}&sort=created_at`)).data.at(-1);
const mailOf = (owner: Client, to: string, wanted: (each: Json) => boolean): Promise<Json> =>
  until(async () => {
    const row = await mailTo(owner, to);
    return row && wanted(row) && row;
  }, `the mail to ${to}`);
const ended = ({ status }: Json) => status !== "queued";

test("NTF-2: an invited person gets a mail whose link leads to the invitation; it is a row with its cause", async () => {
  const owner = await backroom.organization("Lamps & Co.");
  const to = someone();
  const { id, token } = await invite(owner, to, { inviter_name: "Ada" });
  const row = await mailOf(owner, to, ended);
  expect(row).toMatchObject({ kind: "invitation", to, status: "sent", tries: 1, error: null, next_at: null });
  const [{ mail }, ...more] = server.got(to) as [ReturnType<MailServer["got"]>[number]];
  expect(more).toEqual([]);
  expect(mail.messageId).toBe(`<${row.id}@example.com>`);
  expect(mail.subject).toBe("Invitation to Lamps & Co.");
  expect(mail.from?.text).toBe('"Shop" <shop@example.com>');
  expect(mail.text).toContain("Ada invites you to join Lamps & Co. as member.");
  expect(mail.text).toContain(`https://app.example/join?invitation=${token}`);
  const { data } = await owner.ok.get(`/audit?entity_id=${id}`);
  expect(data.flatMap((each: Json) => each.events).map((each: Json) => each.id)).toContain(row.cause);
});

test("INV-31: the token stands in the mail alone: in no database, no log line and no subject", async () => {
  const owner = await backroom.organization("Secrets");
  const to = someone();
  const { token } = await invite(owner, to);
  await mailOf(owner, to, ended);
  expect(server.got(to)[0]!.mail.subject).not.toContain(token);
  expect(told.join("\n")).not.toContain(token);
  const connection = await mongoose.createConnection(backroom.mongo_url).asPromise();
  try {
    for (const service of ["accounts", "platform"]) {
      const db = connection.useDb(`${backroom.namespace}_${service}`);
      for (const { name } of await db.listCollections())
        for await (const row of db.collection(name).find()) expect(JSON.stringify(row)).not.toContain(token);
    }
  } finally {
    await connection.close();
  }
});

test("NTF-2: the text is in the organization's language, else in English", async () => {
  const owner = await backroom.organization("Lampen");
  const [{ id }] = (await owner.ok.get("/organizations")).data;
  const said = async (locale: string) => {
    await owner.ok.patch(`/organizations/${id}`, { locale });
    const to = someone();
    await invite(owner, to);
    await mailOf(owner, to, ended);
    return server.got(to)[0]!.mail.subject;
  };
  expect(await said("de-CH")).toBe("Einladung zu Lampen");
  expect(await said("xx-12345678")).toBe("Invitation to Lampen");
});

test("a revoked invitation is not mailed any more, one sent again is mailed with its new token only (IDN-5)", async () => {
  const owner = await backroom.organization("Second thoughts");
  const [gone, again] = [someone(), someone()];
  for (const each of [gone, again]) server.treat(each, { refuse: 451 });
  const revoked = await invite(owner, gone);
  const first = await invite(owner, again);
  for (const each of [gone, again]) await mailOf(owner, each, ({ tries }) => tries === 1);
  expect((await owner.delete(`/invitations/${revoked.id}`)).status).toBe(200);
  const second = await owner.ok.post(`/invitations/${first.id}/resend`);
  for (const each of [gone, again]) server.treat(each, "accept");
  ahead = HOUR;
  expect(await mailOf(owner, gone, ended)).toMatchObject({ status: "dropped" });
  await until(async () => {
    const { data } = await owner.ok.get(`/mails?to=${again}`);
    return data.length === 2 && data.every(ended);
  }, "both mails");
  const { data } = await owner.ok.get(`/mails?to=${again}&sort=created_at`);
  expect(data.map(({ status }: Json) => status)).toEqual(["dropped", "sent"]);
  expect(server.got(gone)).toEqual([]);
  expect(server.got(again)).toHaveLength(1);
  expect(server.got(again)[0]!.mail.text).toContain(second.token);
});

test("NTF-1: a 4xx is tried five times within 24 hours, then the mail has failed and can be sent again", async () => {
  const owner = await backroom.organization("Busy");
  const to = someone();
  server.treat(to, { refuse: 450 });
  await invite(owner, to);
  for (let tries = 1; tries < delaysMs.length; tries++) {
    const { next_at } = await mailOf(owner, to, (each) => each.tries === tries);
    expect(next_at).not.toBeNull();
    ahead += delaysMs[tries]! * 1.1 + 1000;
  }
  expect(delaysMs.reduce<number>((all, each) => all + each, 0) * 1.1).toBeLessThanOrEqual(24 * HOUR);
  const failed = await mailOf(owner, to, ended);
  expect(failed).toMatchObject({ status: "failed", tries: 5, next_at: null });
  expect(failed.error).toContain(`Refused ${to}`);
  expect(server.asked(to)).toBe(5);
  server.treat(to, "accept");
  expect(await owner.post(`/mails/${failed.id}/retry`)).toMatchObject({ status: 202, body: { tries: 0 } });
  expect(await mailOf(owner, to, ended)).toMatchObject({ id: failed.id, status: "sent", tries: 1 });
  // At the very moment of its sending the answer is "conflict".
  const refused = await until(async () => {
    const { status, body } = await owner.post(`/mails/${failed.id}/retry`);
    return body.code === "conflict" ? null : { status, body };
  }, "another answer");
  expect(refused).toMatchObject({ status: 409, body: { code: "invalid_transition", from: "sent" } });
});

test("NTF-1: a 5xx to the recipient fails at once", async () => {
  const owner = await backroom.organization("Unknown");
  const to = someone();
  server.treat(to, { refuse: 550 });
  await invite(owner, to);
  expect(await mailOf(owner, to, ended)).toMatchObject({ status: "failed", tries: 1, next_at: null });
});

test("a server that does not answer ends the attempt; one that dies in DATA may have the mail: again under one Message-ID", async () => {
  const owner = await backroom.organization("Shaky");
  for (const how of ["silence", "cut"] as const) {
    const to = someone();
    server.treat(to, how);
    await invite(owner, to);
    expect(await mailOf(owner, to, ({ tries }) => tries === 1)).toMatchObject({
      status: "queued",
      error: expect.any(String),
    });
    server.treat(to, "accept");
    ahead += HOUR;
    const row = await mailOf(owner, to, ended);
    expect(row).toMatchObject({ status: "sent", tries: 2 });
    const ids = server.got(to).map(({ mail }) => mail.messageId);
    expect(ids).toEqual([`<${row.id}@example.com>`, `<${row.id}@example.com>`]);
  }
});

test("TEN-4: a slow server keeps the mails of other organizations from nothing", async () => {
  const [slow, quick] = [await backroom.organization("Slow"), await backroom.organization("Quick")];
  const waiting = Array.from({ length: 6 }, someone);
  for (const each of waiting) server.treat(each, "hold");
  for (const each of waiting) await invite(slow, each);
  await until(async () => waiting.some((each) => server.held(each)), "a mail on its way");
  const to = someone();
  await invite(quick, to);
  await mailOf(quick, to, ({ status }) => status === "sent");
  server.release();
  for (const each of waiting) server.treat(each, "accept");
  ahead = HOUR;
  for (const each of waiting) await mailOf(slow, each, ({ status }) => status === "sent");
});

test("AVL-3: one mail per member who orders, each time stock falls to the point", async () => {
  const owner = await backroom.organization("Roastery");
  const shop = await openWorkshop(owner);
  const [sku_id, location_id] = [await shop.sku("Coffee"), await shop.site("Works")];
  const store = await owner.ok.post("/stores", { name: "Annex" });
  const [buyer, viewer, clerk] = [someone(), someone(), someone()];
  await owner.ok.post("/members", { email: buyer, role: "member" });
  await owner.ok.post("/members", { email: viewer, role: "viewer" });
  await owner.ok.post("/members", { email: clerk, role: "member", store_ids: [store.id] });
  const add = (quantity: number) =>
    owner.ok.post("/stock/adjustments", {
      ...{ sku_id, location_id, quantity: micro(quantity), unit_cost: micro(1) },
    });
  const dispose = (quantity: number) =>
    owner.ok.post("/stock/disposals", { sku_id, location_id, quantity: micro(quantity) });
  await add(47);
  await owner.ok.post("/reorder-rules", { sku_id, location_id, reorder_point: micro(20) });
  await dispose(30);
  await dispose(5);
  await until(async () => server.got(buyer).length === 1, "the first mail");
  await add(60);
  await dispose(52);
  await until(async () => server.got(buyer).length === 2, "the second mail");
  const { subject, text } = server.got(buyer)[0]!.mail;
  expect(subject).toBe("Low stock: Coffee Coffee at Works");
  expect(text).toContain("Available: 17\nOn order: 0\nReorder point: 20\nReorder quantity: –");
  expect([...server.got(viewer), ...server.got(clerk)]).toEqual([]);
  // The owner orders, too.
  const { data } = await owner.ok.get("/mails?kind=low_stock");
  expect(data).toHaveLength(4);
  expect(new Set(data.map(({ to, cause }: Json) => `${to} ${cause}`)).size).toBe(4);
});

test("NTF-2: the buyers of a contract who owe something are written what they owe, each time it is sent", async () => {
  const owner = await backroom.organization("Wool Market", { timezone: "Asia/Tokyo" });
  const { platform, user, product } = await marketplaceOf(owner, { url: "https://wool.example" });
  const [ada, bob] = [someone(), someone()];
  const buyers = [{ user_id: await user({ email: ada }) }, { user_id: await user({ email: bob }) }];
  const { id } = await owner.ok.post("/contracts", {
    ...{ platform_id: platform.id, buyers, due_at: "2031-05-09T20:00:00Z" },
    items: [{ product_id: await product(await user(), 25) }],
  });
  const sent = await owner.ok.post(`/contracts/${id}/send`);
  for (const to of [ada, bob]) {
    expect(await mailOf(owner, to, ended)).toMatchObject({ kind: "contract_sent", status: "sent" });
    const [{ mail }] = server.got(to) as [ReturnType<MailServer["got"]>[number]];
    expect(mail.subject).toBe(`Contract ${sent.number} of Wool`);
    expect(mail.text).toContain("To pay: 12.50 USD\nUntil: May 10, 2031");
    expect(mail.text).toContain("https://wool.example");
  }
  const paid = { buyer_id: sent.buyers[0].id, method: "cash", version: sent.sent_version };
  await owner.ok.post(`/contracts/${id}/payments`, paid);
  await owner.ok.post(`/contracts/${id}/send`);
  await until(async () => server.got(bob).length === 2, "the second mail");
  expect((await owner.ok.get(`/mails?to=${encodeURIComponent(ada)}`)).data.length).toBe(1);
});

test("mails are for administrators of their organization alone (INV-27)", async () => {
  const owner = await backroom.organization("Mine");
  const other = await backroom.organization("Theirs");
  const to = someone();
  await invite(owner, to);
  const { id } = await mailOf(owner, to, ended);
  expect(await owner.ok.get(`/mails/${id}`)).toMatchObject({ id, to });
  expect((await other.get(`/mails/${id}`)).status).toBe(404);
  expect((await other.post(`/mails/${id}/retry`)).status).toBe(404);
  const clerk = await owner.ok.post("/api-keys", { name: "Clerk", access: "read_write" });
  expect((await backroom.client(clerk.key).get("/mails")).status).toBe(403);
});

test("NTF-1: without a mail server a mail is kept as a file, and nothing pretends that it was sent", async () => {
  const kept = await startBackroom({ settings: { MAIL_DIR: folder, SMTP_TIMEOUT_MS: 1500 } });
  try {
    const to = someone();
    const { token } = await invite(kept.owner, to);
    const row = await mailOf(kept.owner, to, ended);
    expect(row).toMatchObject({ status: "kept", tries: 1 });
    expect(await readdir(folder)).toEqual([`${row.id}.eml`]);
    const mail = await simpleParser(await readFile(join(folder, `${row.id}.eml`)));
    expect(mail).toMatchObject({ messageId: `<${row.id}@localhost>`, subject: "Invitation to Test shop" });
    expect(mail.text).toContain(token);
    expect((await kept.owner.post(`/mails/${row.id}/retry`)).status).toBe(202);
    await mailOf(kept.owner, to, ended);
    expect(await readdir(folder)).toEqual([`${row.id}.eml`]);
  } finally {
    await kept.stop();
  }
});
