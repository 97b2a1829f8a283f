/** People and organizations that leave for good (IDN-3, IDN-7, ORG-2, DEL-7, USR-1), natively and in Pharus's words. */
import { accounts } from "../../../services/accounts/accounts.service.ts";
import { testTenant } from "../../../services/accounts/organizations/tenants.ts";
import { signInPerson } from "../../../services/accounts/public.ts";
import { purgeCertificate } from "../../../services/accounts/purges/purge-certificate.ts";
import { setClock } from "../../../shared/clock.ts";
import { newId } from "../../../shared/ids.ts";
import type { Meta } from "../../../shared/meta.ts";
import { type Database, openDatabase } from "../../../shared/service/database.ts";
import { globalOf } from "../../../shared/service/global.ts";
import { numbersOf } from "../../../shared/service/numbers.ts";
import { transactOn } from "../../../shared/service/transact.ts";
import { type Backroom, type Client, type Json, startBackroom, until } from "../../support/backroom.ts";
import { everythingIn } from "../../support/everything.ts";
import { checkFile, runToEnd } from "../../support/imported.ts";
import { TEST_KEY } from "../../support/key.ts";
import { type Wire, wireTo } from "../../support/wire.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let backroom: Backroom;
let db: Database;
let ahead = 0;
let setBack: () => void;
beforeAll(async () => {
  setBack = setClock(() => Date.now() + ahead);
  backroom = await startBackroom({ settings: { PICTURES_TIMEOUT_MS: 20_000 } });
  const { mongo_url: url, namespace } = backroom;
  const { resources } = accounts;
  db = await openDatabase({ url, name: `${namespace}_accounts`, resources, secretKey: TEST_KEY });
});
afterAll(async () => {
  await db?.close();
  await backroom?.stop();
  setBack();
});
afterEach(() => {
  ahead = 0;
});

type Organization = Client & { organization_id: string };
const some = () => `${newId().slice(-12)}@maker.example`;
const tokenOf = async (email: string) => (await backroom.process.call(signInPerson, { email })).token;
const pharus = (token: string): Wire => wireTo(`${backroom.url}/pharus/api`, token);
const natively = (token: string): Wire => wireTo(`${backroom.url}/api/v1`, token);
const inOrg = (id: string) => ({ "X-Org-Id": id });
const hire = (client: Client, email: string, role: string): Promise<Json> =>
  client.ok.post("/members", { email, role });
const emailsOf = async (client: Client): Promise<string[]> =>
  (await client.ok.get("/members")).data.map(({ email }: Json) => email);
const founded = async (name: string): Promise<Organization> => backroom.organization(name);

/** Runs an hourly work of accounts now. */
async function run(name: "erasures" | "purges"): Promise<void> {
  const { schedules = [] } = accounts;
  const transact = transactOn(db, numbersOf(db.kernel), () => undefined);
  const callFor = (by: Meta) => (ref: never, input: never) => backroom.process.call(ref, input, by);
  await schedules.find((each) => each.name === name)!.run(globalOf(db, transact), callFor as never);
}

const stored = (collection: string, filter: object): Promise<number> =>
  db.connection.collection<Json>(collection).countDocuments(filter);

describe("DELETE /users/me", () => {
  test("IDN-3: memberships of all organizations and tokens end at once; the data are erased after 30 days", async () => {
    const [first, second] = [await founded("First"), await founded("Second")];
    const [email, orgId] = [some(), first.organization_id];
    for (const each of [first, second]) await hire(each, email, "member");
    const token = await tokenOf(email);
    const ada = pharus(token);
    const { user } = await ada.ok("GET", "/users/me");
    const { plaintext } = await ada.ok("POST", "/api-tokens", { name: "Script", orgId });
    // A key acts for its person, but is none.
    for (const key of [plaintext, first.key])
      expect((await pharus(key).send("DELETE", "/users/me")).status).toBe(403);
    expect(await emailsOf(first)).toContain(email);

    expect(await ada.ok("DELETE", "/users/me")).toEqual({ deletedId: user.id });
    for (const each of [first, second]) expect(await emailsOf(each)).not.toContain(email);
    expect((await ada.send("GET", "/vendors", undefined, inOrg(orgId))).status).toBe(404);
    await until(
      async () => (await pharus(plaintext).send("GET", "/vendors")).status === 401,
      "the end of the token",
    );
    const again = await natively(token).ok("DELETE", "/users/me");
    expect(Math.round((Date.parse(again.erase_at) - Date.now()) / DAY)).toBe(30);

    await first.ok.post("/invitations", { email, role: "viewer" });
    await run("erasures");
    expect(await stored("users", { _id: user.id })).toBe(1);
    ahead = 31 * DAY;
    await run("erasures");
    expect(await stored("users", { _id: user.id })).toBe(0);
    expect(await stored("invitations", { email })).toBe(0);
  });

  test("USR-1: signing in before, or becoming a member again, keeps the person", async () => {
    const owner = await founded("Kept");
    const [back, hired] = [some(), some()];
    for (const email of [back, hired]) await pharus(await tokenOf(email)).ok("DELETE", "/users/me");
    await pharus(await tokenOf(back)).ok("POST", "/users", { email: back });
    await hire(owner, hired, "viewer");
    ahead = 31 * DAY;
    await run("erasures");
    for (const email of [back, hired]) expect(await stored("users", { email, erase_at: null })).toBe(1);
  });

  test("ORG-2: the last owner of one organization leaves none of theirs", async () => {
    const [mine, other] = [await founded("Mine"), await founded("Other")];
    const email = (await mine.ok.get("/members")).data[0].email;
    await hire(mine, some(), "admin");
    await hire(other, email, "member");
    const refused = await pharus(await tokenOf(email)).send("DELETE", "/users/me");
    expect([refused.status, refused.body.error.details.reason]).toEqual([409, "last_owner"]);
    expect(await emailsOf(mine)).toContain(email);
    expect(await emailsOf(other)).toContain(email);
  });
});

describe("DELETE /organizations/current", () => {
  const withOwner = async (name: string) => {
    const made = await founded(name);
    const [{ email }] = (await made.ok.get("/members")).data;
    const [{ slug }] = (await made.ok.get("/organizations")).data;
    return { ...made, email, slug, id: made.organization_id };
  };
  const remove = (wire: Wire, id: string) =>
    wire.send("DELETE", "/organizations/current", undefined, inOrg(id));
  const gone = (client: Client) =>
    until(async () => (await client.get("/items")).status === 404, "the organization to be gone");

  test("IDN-7: by an owner who signed in just now; a key, an old session and an administrator are refused", async () => {
    const mine = await withOwner("Refusing");
    const admin = some();
    await hire(mine, admin, "admin");
    const owner = pharus(await tokenOf(mine.email));
    const stale = { error: { code: "forbidden", details: { reason: "fresh_sign_in_needed" } } };
    expect(await pharus(mine.key).send("DELETE", "/organizations/current")).toMatchObject({
      ...{ status: 403, body: stale },
    });
    ahead = 11 * MINUTE;
    expect(await remove(owner, mine.id)).toMatchObject({ status: 403, body: stale });
    ahead = 0;
    expect((await remove(pharus(await tokenOf(admin)), mine.id)).status).toBe(403);
    expect((await remove(pharus(await tokenOf(some())), mine.id)).status).toBe(404);
    const own = natively(await tokenOf(mine.email));
    expect(await own.send("POST", `/organizations/${mine.id}/purge`, { slug: "another" })).toMatchObject({
      ...{ status: 400, body: { errors: [{ pointer: "/slug" }] } },
    });
    expect((await mine.get("/items")).status).toBe(200);
  });

  test("from then on every request of the tenant answers 404, until an owner takes it back", async () => {
    const mine = await withOwner("Regretted");
    const guest = some();
    const { token } = await mine.ok.post("/invitations", { email: guest, role: "viewer" });
    const owner = pharus(await tokenOf(mine.email));
    expect((await remove(owner, mine.id)).body).toEqual({ deletedId: mine.id });
    await gone(mine);
    await until(
      async () => (await owner.send("GET", "/vendors", undefined, inOrg(mine.id))).status === 404,
      "the owner to be shut out",
    );
    const visitor = pharus(await tokenOf(guest));
    expect((await visitor.send("POST", "/invitations/accept", { token })).status).toBe(404);
    expect((await owner.ok("GET", "/users/me")).organizations).toEqual([]);
    const keep = async (email: string) =>
      natively(await tokenOf(email)).send("POST", `/organizations/${mine.id}/keep`);
    expect((await keep(guest)).status).toBe(404);
    expect(await keep(mine.email)).toMatchObject({ status: 200, body: { id: mine.id, purge_at: null } });
    await until(async () => (await mine.get("/items")).status === 200, "the organization to be back");
    ahead = 8 * DAY;
    await run("purges");
    ahead = 0;
    expect((await mine.get("/items")).status).toBe(200);
  });

  test("DEL-7: after seven days nothing of it is left in any service, but a certificate with counts", async () => {
    const [mine, other] = [await withOwner("Ending"), await withOwner("Staying")];
    for (const each of [mine, other]) {
      await each.ok.post("/taxes", { name: "Tax", rate_ppm: 1, type: "exclusive" });
      await each.ok.post("/items", { title: "Coat", tag_price: 1000, inventory_type: "retail" });
      await each.ok.post("/accounts", { first_name: "Ada" });
      await each.ok.post("/api-keys", { name: "Test", mode: "test" });
      const file = "Title,Price,Pictures\nHat,1,https://pictures.invalid/hat.jpg";
      const { body: check } = await checkFile(backroom, each, file, { kind: "items" });
      await runToEnd(each, check.id);
    }
    expect(await leftOf(mine.id)).toContainEqual(expect.stringContaining("picture_fetches"));
    const everything = await everythingIn(backroom);
    await everything.of(mine.id);
    await everything.close();
    const own = natively(await tokenOf(mine.email));
    const { purge_at } = await own.ok("POST", `/organizations/${mine.id}/purge`, { slug: mine.slug });
    const again = await own.ok("POST", `/organizations/${mine.id}/purge`, { slug: mine.slug });
    expect(again.purge_at).toBe(purge_at);
    ahead = 6 * DAY;
    await run("purges");
    expect(await stored("organizations", { _id: mine.id })).toBe(1);
    ahead = 7 * DAY + MINUTE;
    await run("purges");
    ahead = 0;
    expect(await leftOf(mine.id)).toEqual([]);
    expect((await leftOf(other.id)).length).toBeGreaterThan(3);
    const certificate = await globalOf(db, undefined as never).last(
      purgeCertificate,
      { organization_id: mine.id },
      "created_at",
    );
    expect(certificate).toMatchObject({ finished_at: expect.any(String) });
    for (const service of ["accounts", "catalog", "inventory"])
      expect(certificate!.rows[service]).toBeGreaterThan(0);
    await until(async () => (await mine.get("/items")).status === 401, "its keys to be unknown");
    expect((await other.get("/items")).status).toBe(200);
  });
});

describe("POST /organizations/current/leave", () => {
  const leave = (wire: Wire, id: string) =>
    wire.send("POST", "/organizations/current/leave", undefined, inOrg(id));

  test("ORG-2, ORG-3: the last owner stays while there are others; the sole member ends the organization", async () => {
    const mine = await founded("Leaving");
    const id = mine.organization_id;
    const [{ email }] = (await mine.ok.get("/members")).data;
    const guest = some();
    const { id: guest_id } = await hire(mine, guest, "viewer");
    const owner = pharus(await tokenOf(email));
    const kept = await leave(owner, id);
    expect([kept.status, kept.body.error.details.reason]).toEqual([409, "last_owner"]);
    expect(await leave(pharus(await tokenOf(guest)), id)).toMatchObject({
      ...{ status: 200, body: { deletedOrg: false } },
    });
    expect((await mine.get(`/members/${guest_id}`)).status).toBe(404);
    ahead = 11 * MINUTE;
    const stale = await leave(owner, id);
    expect([stale.status, stale.body.error.details.reason]).toEqual([403, "fresh_sign_in_needed"]);
    ahead = 0;
    expect((await mine.get("/items")).status).toBe(200);
    expect((await leave(owner, id)).body).toEqual({ deletedOrg: true });
    await until(async () => (await mine.get("/items")).status === 404, "the organization to be gone");
    expect((await owner.ok("GET", "/users/me")).organizations).toEqual([]);
    // DEL-7: they may regret it.
    const back = natively(await tokenOf(email));
    expect(await back.ok("POST", `/organizations/${id}/keep`)).toMatchObject({ id, purge_at: null });
    await until(async () => (await mine.get("/items")).status === 200, "the organization to be back");
    await leave(owner, id);
    ahead = 7 * DAY + MINUTE;
    await run("purges");
    ahead = 0;
    expect(await leftOf(id)).toEqual([]);
  });
});

/** Where rows of an organization's live or test data are. */
async function leftOf(id: string): Promise<string[]> {
  const places: string[] = [];
  for (const service of ["accounts", "catalog", "contracts", "inventory", "platform", "sales"]) {
    const own = db.connection.useDb(`${backroom.namespace}_${service}`);
    for (const { name } of await own.listCollections())
      if (await own.collection(name).countDocuments({ org_id: { $in: [id, testTenant(id)] } }))
        places.push(`${service}.${name}`);
  }
  return places;
}
