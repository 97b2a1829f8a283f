/** Who signs in: people across organizations and their tokens (IDN-1…9). */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { foundOrganization, organizationIds, signInPerson } from "../../../services/accounts/public.ts";
import { setClock } from "../../../shared/clock.ts";
import { newId } from "../../../shared/ids.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../../support/backroom.ts";
import { type Wire, wireTo } from "../../support/wire.ts";

const PROJECT = "maker-project";
type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;
let google: Server;
let pair: KeyPair;
let backroom: Backroom;
let first: Client & { organization_id: string };
let second: Client & { organization_id: string };

beforeAll(async () => {
  pair = await generateKeyPair("RS256");
  const key = { ...(await exportJWK(pair.publicKey)), kid: "k1", alg: "RS256" };
  google = createServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ keys: [key] }));
  });
  await new Promise<void>((done) => google.listen(0, "127.0.0.1", done));
  const { port } = google.address() as AddressInfo;
  const settings = { FIREBASE_PROJECT_ID: PROJECT, FIREBASE_KEYS_URL: `http://127.0.0.1:${port}/keys` };
  backroom = await startBackroom({ settings });
  [first, second] = [await backroom.organization("First"), await backroom.organization("Second")];
});
afterAll(async () => {
  await backroom?.stop();
  google?.close();
});

const base = () => `${backroom.url}/pharus/api`;
const wireOf = (token: string): Wire => wireTo(base(), token);
const signIn = async (email: string) => wireOf((await backroom.process.call(signInPerson, { email })).token);
const inOrg = (id: string) => ({ "X-Org-Id": id });
const some = () => `${newId().slice(-12)}@maker.example`;
const hire = async (client: Client, email: string, role: string): Promise<Json> =>
  client.ok.post("/members", { email, role });

test("IDN-1, IDN-2: one person is a member of two organizations and acts in the one that is named", async () => {
  const email = some();
  await hire(first, email, "member");
  await hire(second, email.toUpperCase(), "viewer");
  const ada = await signIn(email);
  const { user, organizations } = await ada.ok("GET", "/users/me");
  expect(organizations.map((each: Json) => [each.organization.id, each.membership.role])).toEqual([
    [first.organization_id, "member"],
    [second.organization_id, "viewer"],
  ]);
  const vendor = (id: string) => ada.send("POST", "/vendors", { name: "Mill" }, inOrg(id));
  expect((await vendor(first.organization_id)).body.orgId).toBe(first.organization_id);
  expect((await vendor(second.organization_id)).body.error.code).toBe("forbidden");
  expect((await vendor(newId())).status).toBe(404);
  expect((await ada.send("POST", "/vendors", { name: "Mill" })).status).toBe(403);
  expect((await ada.ok("POST", "/users", { email })).id).toBe(user.id);
  expect((await ada.send("POST", "/users", { email: some() })).status).toBe(403);
  const stranger = await signIn(some());
  expect((await stranger.send("GET", "/vendors", undefined, inOrg(first.organization_id))).status).toBe(404);
});

test("IDN-4: a personal token acts in its one organization with the person's present role, until it is revoked", async () => {
  const email = some();
  const member = await hire(first, email, "member");
  const ada = await signIn(email);
  const { token, plaintext } = await ada.ok("POST", "/api-tokens", {
    name: "Script",
    orgId: first.organization_id,
  });
  const script = wireOf(plaintext);
  expect((await script.send("POST", "/vendors", { name: "Mill" })).status).toBe(201);
  expect((await script.send("GET", "/vendors", undefined, inOrg(second.organization_id))).status).toBe(404);
  expect((await ada.send("POST", "/api-tokens", { name: "X", orgId: second.organization_id })).status).toBe(
    404,
  );
  await first.ok.patch(`/members/${member.id}`, { role: "viewer" });
  const fresh = await ada.ok("POST", "/api-tokens", { name: "Other", orgId: first.organization_id });
  expect((await wireOf(fresh.plaintext).send("POST", "/vendors", { name: "Mill" })).status).toBe(403);
  const other = await signIn(some());
  expect((await other.send("DELETE", `/api-tokens/${token.id}`)).status).toBe(404);
  expect(await ada.ok("DELETE", `/api-tokens/${token.id}`)).toEqual({ deletedId: token.id });
  expect((await ada.ok("GET", "/api-tokens")).data.map((each: Json) => each.name)).toEqual(["Other"]);
});

describe("invitations (4.12, IDN-5, D52)", () => {
  const invite = (email: string, role = "member") =>
    wireOf(first.key).send("POST", "/organizations/current/invitations", { email, role });

  test("accepting makes a member once; a resent one has a new token, the old one is dead", async () => {
    const email = some();
    const { body: sent } = await invite(email);
    const { body: again } = await invite(email.toUpperCase());
    expect(again.id).toBe(sent.id);
    expect(again.token).not.toBe(sent.token);
    const guest = await signIn(email);
    const accept = (token: string) => guest.send("POST", "/invitations/accept", { token });
    expect((await guest.ok("GET", "/users/me/invitations")).data).toMatchObject([{ id: sent.id, token: "" }]);
    expect((await accept(sent.token)).status).toBe(404);
    const other = await (await signIn(some())).send("POST", "/invitations/accept", { token: again.token });
    expect(other.status).toBe(403);
    expect((await accept(again.token)).body).toMatchObject({ role: "member", orgId: first.organization_id });
    expect((await accept(again.token)).body.error.code).toBe("invalid_transition");
    expect((await invite(email)).status).toBe(409);
  });

  test("a revoked or declined one cannot be accepted", async () => {
    for (const end of ["revoke", "decline"] as const) {
      const email = some();
      const { body: sent } = await invite(email);
      const guest = await signIn(email);
      if (end === "revoke")
        await wireOf(first.key).ok("DELETE", `/organizations/current/invitations/${sent.id}`);
      else
        expect(await guest.ok("POST", "/invitations/decline", { invitationId: sent.id })).toEqual({
          ok: true,
        });
      const reply = await guest.send("POST", "/invitations/accept", { token: sent.token });
      expect([reply.status, reply.body.error.code]).toEqual([409, "invalid_transition"]);
      expect((await wireOf("").send("GET", `/invitations/by-token/${sent.token}`)).status).toBe(404);
    }
  });

  test("ORG-1: nobody invites above their own role; twelve who accept at once make one member", async () => {
    const email = some();
    await hire(first, email, "admin");
    const admin = await signIn(email);
    const above = { email: some(), role: "owner" };
    expect(
      (await admin.send("POST", "/organizations/current/invitations", above, inOrg(first.organization_id)))
        .status,
    ).toBe(403);
    const guest_email = some();
    const { body: sent } = await invite(guest_email);
    const guest = await signIn(guest_email);
    const accepts = [...Array(12)].map(() =>
      guest.send("POST", "/invitations/accept", { token: sent.token }),
    );
    const replies = await Promise.all(accepts);
    expect(replies.filter((each) => each.status === 200)).toHaveLength(1);
    expect(replies.every((each) => [200, 409].includes(each.status))).toBe(true);
  });
});

test("D53: the slug of an organization is its founder's, once, and an owner may change it", async () => {
  const email = some();
  const ada = await signIn(email);
  const slug = `mill-${newId().slice(-8)}`;
  const replies = await Promise.all(
    ["A", "B", "C"].map((name) => ada.send("POST", "/organizations", { name, slug })),
  );
  expect(replies.map((each) => each.status).sort()).toEqual([201, 409, 409]);
  const founder = { user_id: newId(), email, currency: "USD", timezone: "UTC" };
  const { organization } = replies.find((each) => each.status === 201)!.body;
  const rename = (to: string) =>
    ada.send("PATCH", "/organizations/current", { slug: to }, inOrg(organization.id));
  expect((await rename(`${slug}-2`)).body.organization.slug).toBe(`${slug}-2`);
  expect((await ada.send("POST", "/organizations", { name: "D", slug })).status).toBe(409);
  expect((await rename(slug)).body.organization.slug).toBe(slug);
  const idsOf = async (named: string) =>
    (await backroom.process.call(organizationIds, { organization: named })).ids;
  // The old slug answers for 90 days, and is nobody else's meanwhile.
  expect(await idsOf(`${slug}-2`)).toEqual(await idsOf(slug));
  expect((await idsOf(slug))[0]).toBe(organization.id);
  const setBack = setClock(() => Date.now() + 91 * 86_400_000);
  try {
    expect(await idsOf(`${slug}-2`)).toEqual([]);
    const others = await Promise.all(
      ["F", "G"].map((name) =>
        backroom.process.call(foundOrganization, { ...founder, name, slug: `${slug}-2` }).then(
          () => 201,
          ({ code }: { code: number }) => code,
        ),
      ),
    );
    expect(others.sort()).toEqual([201, 409]);
    // The present slug is the organization's own, however old its claim is.
    expect((await idsOf(slug))[0]).toBe(organization.id);
    const late = backroom.process.call(foundOrganization, { ...founder, name: "H", slug });
    await expect(late).rejects.toMatchObject({ code: 409 });
  } finally {
    setBack();
  }
  for (const bad of ["a", "-a", "A-b", "a b"])
    expect((await ada.send("POST", "/organizations", { name: "E", slug: bad })).status).toBe(400);
});

test("D53: a change that is refused leaves the slug as it is", async () => {
  const ada = await signIn(some());
  const slug = `works-${newId().slice(-8)}`;
  const { organization } = await ada.ok("POST", "/organizations", { name: "Works", slug });
  const change = (body: Json) => ada.send("PATCH", "/organizations/current", body, inOrg(organization.id));
  const refused = await change({ slug: `${slug}-2`, name: "" });
  expect([refused.status, refused.body.error?.details.errors[0].field]).toEqual([400, "name"]);
  const shown = await ada.send("GET", "/organizations/current", undefined, inOrg(organization.id));
  expect(shown.body.organization).toMatchObject({ slug, name: "Works" });
  expect((await change({ slug: `${slug}-2`, name: "Mill" })).body.organization).toMatchObject({
    ...{ slug: `${slug}-2`, name: "Mill" },
  });
});

describe("IDN-9: identity tokens of a Firebase project", () => {
  type Claims = { email?: string; verified?: boolean; aud?: string; iss?: string; expires?: string };
  const issue = async (
    { email = some(), verified = true, aud = PROJECT, iss, expires = "10m" }: Claims = {},
    key = pair,
    kid = "k1",
  ) =>
    new SignJWT({ email, email_verified: verified })
      .setProtectedHeader({ alg: "RS256", kid })
      .setIssuer(iss ?? `https://securetoken.google.com/${PROJECT}`)
      .setAudience(aud)
      .setSubject("firebase-uid-1")
      .setIssuedAt()
      .setExpirationTime(expires)
      .sign(key.privateKey);

  test("one of the project signs in; its sub is the firebaseUid", async () => {
    const email = some();
    const ada = wireOf(await issue({ email }));
    expect(await ada.ok("POST", "/users", { email, displayName: "Ada" })).toMatchObject({
      firebaseUid: "firebase-uid-1",
      displayName: "Ada",
    });
    await hire(first, email, "viewer");
    expect((await ada.send("GET", "/vendors", undefined, inOrg(first.organization_id))).status).toBe(200);
  });

  test("any other is 401", async () => {
    const foreign = await generateKeyPair("RS256");
    const unsigned = new UnsecuredJWT({ email: some(), email_verified: true })
      .setIssuer(`https://securetoken.google.com/${PROJECT}`)
      .setAudience(PROJECT)
      .setExpirationTime("10m")
      .encode();
    const tokens = [
      await issue({ verified: false }),
      await issue({ aud: "other-project" }),
      await issue({ iss: "https://securetoken.google.com/other-project" }),
      await issue({ expires: "-5m" }),
      await issue({}, foreign),
      await issue({}, pair, "k2"),
      unsigned,
    ];
    for (const token of tokens)
      expect((await wireOf(token).send("GET", "/users/me")).body).toMatchObject({
        error: { code: "unauthorized" },
      });
  });
});
