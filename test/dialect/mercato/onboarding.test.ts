/** People found organizations by themselves, with the link of a mail (5.4). */
import { decodeJwt } from "jose";
import { accounts } from "../../../services/accounts/accounts.service.ts";
import { erasures } from "../../../services/accounts/users/erasures.ts";
import { nowMs, setClock } from "../../../shared/clock.ts";
import { openDatabase } from "../../../shared/service/database.ts";
import { globalOf } from "../../../shared/service/global.ts";
import { numbersOf } from "../../../shared/service/numbers.ts";
import { transactOn } from "../../../shared/service/transact.ts";
import type { Json } from "../../support/backroom.ts";
import { TEST_KEY } from "../../support/key.ts";
import { login, PASSWORD, type Said, speaking, startOffice } from "../../support/mercato.ts";
import { type MailingOffice, signupOf, startMailingOffice } from "../../support/mercato-sign-in.ts";
import { breachesIn } from "../../support/verified.ts";

let office: MailingOffice;

beforeAll(async () => {
  office = await startMailingOffice();
});
afterAll(() => office?.stop());

const plain = (method: string, path: string, body?: Json) => speaking(office.url)(method, path, body);
const ask = (body: Json) => plain("POST", "/onboarding/onboarding", body);
const open = (token: string) => plain("GET", `/onboarding/onboarding/verify?token=${token}`);
const locationOf = ({ headers }: Said) => headers.get("location");

/** Somebody who has asked, with the token of their mail. */
async function asked(email: string, more: Json = {}): Promise<string> {
  expect(await ask(signupOf(email, more))).toMatchObject({ status: 201, body: { ok: true } });
  return office.signupToken(email.toLowerCase());
}

test("the link founds an organization with its owner, who is signed in as its admin (MRC-ONB-1, MRC-SEED-1)", async () => {
  const said = await open(
    await asked("Mia@Founders.example", { organizationName: "Founders", locale: "de" }),
  );
  expect([said.status, locationOf(said)]).toEqual([302, "/backend"]);
  const cookie = said.headers.getSetCookie().find((each) => each.startsWith("auth_token="))!;
  expect(cookie).toMatch(/HttpOnly/);
  const token = /^auth_token=([^;]+)/.exec(cookie)![1]!;
  expect(decodeJwt(token)).toMatchObject({ email: "mia@founders.example", roles: ["admin"] });
  const mia = speaking(office.url, { Authorization: `Bearer ${token}` });
  const users = (await mia("GET", "/auth/users")).body;
  expect(users).toMatchObject({ total: 1, items: [{ email: "mia@founders.example", roles: ["admin"] }] });
  const roles = (await mia("GET", "/auth/roles")).body.items.map(({ name }: Json) => name);
  expect(roles.toSorted()).toEqual(["admin", "employee", "superadmin"]);
  expect((await mia("GET", "/sales/payment-methods")).body.total).toBe(3);
  expect((await login(office.url, "mia@founders.example")).status).toBe(200);
});

test("ten openings of one link at once found one organization (MRC-ONB-1)", async () => {
  const token = await asked("race@founders.example", { organizationName: "Race" });
  const all = await Promise.all(Array.from({ length: 10 }, () => open(token)));
  const places = all.map(locationOf);
  expect(places.filter((each) => each === "/backend")).toHaveLength(1);
  expect(places.filter((each) => each === "/onboarding?status=already_exists")).toHaveLength(9);
  expect(locationOf(await open(token))).toBe("/onboarding?status=already_exists");
  const { body } = await login(office.url, "race@founders.example");
  expect(decodeJwt(body.token)).toMatchObject({ roles: ["admin"] });
});

test("a link is over after a day, and a token of nobody is none (MRC-ONB-1)", async () => {
  const token = await asked("late@founders.example");
  const now = nowMs();
  const reset = setClock(() => now + 24 * 60 * 60_000);
  try {
    for (const each of [token, "x".repeat(43), ""])
      expect(locationOf(await open(each))).toBe("/onboarding?status=invalid");
  } finally {
    reset();
  }
});

test("an address with an account, or with a mail of the last ten minutes, is told so (MRC-ONB-1)", async () => {
  const known = await ask(signupOf("SUPER@office.example"));
  expect(known).toMatchObject({ status: 409, body: { fieldErrors: { email: expect.any(String) } } });
  const first = await asked("twice@founders.example");
  const hasty = await ask(signupOf("Twice@founders.example"));
  expect(hasty).toMatchObject({ status: 409, body: { fieldErrors: { email: expect.any(String) } } });
  const now = nowMs();
  const reset = setClock(() => now + 11 * 60_000);
  try {
    expect((await ask(signupOf("twice@founders.example"))).status).toBe(201);
    expect(locationOf(await open(first))).toBe("/onboarding?status=invalid");
  } finally {
    reset();
  }
});

test.each([
  ["email", { email: "nobody" }],
  ["firstName", { firstName: "" }],
  ["lastName", { lastName: "x".repeat(121) }],
  ["organizationName", { organizationName: "x".repeat(241) }],
  ["password", { password: "12345", confirmPassword: "12345" }],
  ["confirmPassword", { confirmPassword: "another horse" }],
  ["termsAccepted", { termsAccepted: false }],
  ["locale", { locale: "not a language" }],
])("a wrong %s is named and nothing is mailed (MRC-ONB-1)", async (field, wrong) => {
  const email = `${field.toLowerCase()}@wrong.example`;
  const said = await ask(signupOf(email, wrong));
  expect([said.status, Object.keys(said.body.fieldErrors)]).toEqual([400, [field]]);
  expect((await ask(signupOf(email))).status).toBe(201);
});

test("where the operator does not offer it there is nothing (MRC-ONB-1)", async () => {
  const closed = await startOffice();
  try {
    const say = speaking(closed.url);
    expect((await say("POST", "/onboarding/onboarding", signupOf("a@b.example"))).status).toBe(404);
    expect((await say("GET", "/onboarding/onboarding/verify?token=x")).status).toBe(404);
  } finally {
    await closed.stop();
  }
});

const HOUR_MS = 60 * 60_000;

/** Runs the work as if so many hours had gone by, and answers what it answers. */
async function hoursLater<T>(hours: number, work: () => Promise<T>): Promise<T> {
  const now = nowMs();
  const reset = setClock(() => now + hours * HOUR_MS);
  try {
    return await work();
  } finally {
    reset();
  }
}

/** Erases who is due, and counts the people with this address before and after. */
async function peopleAroundErasing(email: string): Promise<[number, number]> {
  const { resources = [] } = accounts;
  const place = { url: office.mongo_url, name: `${office.namespace}_accounts` };
  const db = await openDatabase({ ...place, resources, secretKey: TEST_KEY });
  const people = () => db.connection.collection("users").countDocuments({ email });
  try {
    const before = await people();
    const transact = transactOn(db, numbersOf(db.kernel), () => undefined);
    await erasures.run(globalOf(db, transact), undefined as never);
    return [before, await people()];
  } finally {
    await db.close();
  }
}

test("who never opens the link is forgotten after a day, without a trace that belongs to nobody (USR-1, INV-28)", async () => {
  await asked("forgotten@founders.example");
  const found = await hoursLater(26, () => peopleAroundErasing("forgotten@founders.example"));
  expect(found).toEqual([1, 0]);
  expect(await breachesIn(office)).toEqual([]);
});

test("another link prolongs the day of who asked (USR-1, MRC-ONB-1)", async () => {
  const email = "again@founders.example";
  const first = await asked(email);
  const token = await hoursLater(20, async () => {
    expect((await ask(signupOf(email))).status).toBe(201);
    return office.signupToken(email, first);
  });
  expect(await hoursLater(26, () => peopleAroundErasing(email))).toEqual([1, 1]);
  expect(locationOf(await hoursLater(26, () => open(token)))).toBe("/backend");
  // A founder is kept.
  expect(await hoursLater(50, () => peopleAroundErasing(email))).toEqual([1, 1]);
});

test("the verifier finds no breach, and the password signs in (MRC-AUT-1)", async () => {
  expect((await login(office.url, "race@founders.example", PASSWORD)).status).toBe(200);
  expect(await breachesIn(office)).toEqual([]);
});
