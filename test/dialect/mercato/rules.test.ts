/** Rules of documents, payments, taxes and the wire that no other story passes by (1.1 to 1.6, 6.1, 6.5 to 6.9). */
import type { Json } from "../../support/backroom.ts";
import { type Office, speaking, startOffice } from "../../support/mercato.ts";
import { breachesIn } from "../../support/verified.ts";

let office: Office;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(async () => {
  expect(await breachesIn(office)).toEqual([]);
  await office.stop();
});

const ok = (...asked: [string, string, Json?]): Promise<Json> => office.admin.ok(...asked);
const say = (...asked: [string, string, Json?, Record<string, string>?]) => office.admin.say(...asked);
const made = async (path: string, body: Json): Promise<string> => (await ok("POST", path, body)).id;
const [ORDERS, PAYMENTS, TAXES] = ["/sales/orders", "/sales/payments", "/sales/tax-rates"] as const;
const rowOf = async (path: string, id: string): Promise<Json> =>
  (await ok("GET", `${path}?id=${id}`)).items[0];
const line = { currencyCode: "USD", name: "Coat", quantity: 1, unitPriceNet: 100, taxRate: 0 };

test("an unknown address is 404, a method that is not offered 405 (MRC-W-1)", async () => {
  expect(await say("GET", "/nowhere")).toMatchObject({ status: 404, body: { error: expect.any(String) } });
  const wrong = await say("PATCH", "/sales/orders", {});
  expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, expect.stringContaining("POST")]);
  // Who asks comes before what they ask for.
  expect((await speaking(office.url)("POST", ORDERS, {})).status).toBe(401);
});

test("an order takes lines and adjustments with it, and a number that is free (MRC-DOC-1)", async () => {
  const adjustments = [{ scope: "order", kind: "discount", label: "Fair", amountNet: 10, amountGross: 10 }];
  const id = await made(ORDERS, {
    currencyCode: "USD",
    orderNumber: "F-1",
    lines: [line, line],
    adjustments,
  });
  expect(await rowOf(ORDERS, id)).toMatchObject({ orderNumber: "F-1", lineItemCount: 2 });
  expect((await ok("GET", `/sales/order-adjustments?orderId=${id}`)).total).toBe(1);
  const taken = await say("POST", ORDERS, { currencyCode: "USD", orderNumber: "F-1" });
  expect([taken.status, Object.keys(taken.body.fieldErrors)]).toEqual([409, ["orderNumber"]]);
  const none = await say("POST", ORDERS, { lines: [line] });
  expect([none.status, none.body.details[0].path]).toEqual([400, ["currencyCode"]]);
});

test("any status may follow any (MRC-STS-2, MRC-DOC-5)", async () => {
  const id = await made(ORDERS, { currencyCode: "USD", lines: [line] });
  const statuses: Json[] = (await ok("GET", "/sales/order-statuses?pageSize=100")).items;
  for (const { id: statusEntryId, value } of [...statuses, ...statuses.toReversed()]) {
    await ok("PUT", ORDERS, { id, statusEntryId });
    expect((await rowOf(ORDERS, id)).status).toBe(value);
  }
  const notes: Json[] = (await ok("GET", `/sales/notes?contextType=order&contextId=${id}&pageSize=100`))
    .items;
  // The last of one round is the first of the other, which changes nothing.
  const changes = notes.filter(({ body }) => /^Status changed from /.test(body));
  expect(changes).toHaveLength(statuses.length * 2 - 1);
});

test("an amount moves its automatic allocation, and not those that a caller made (MRC-PAY-3, MRC-PAY-2)", async () => {
  const orderId = await made(ORDERS, { currencyCode: "USD", lines: [line] });
  const paid = async () => (await rowOf(ORDERS, orderId)).paidTotalAmount;
  const id = await made(PAYMENTS, { orderId, currencyCode: "USD", amount: 40 });
  expect(await paid()).toBe(40);
  const { orderTotals } = await ok("PUT", PAYMENTS, { id, orderId, currencyCode: "USD", amount: 60 });
  expect([orderTotals.paidTotalAmount, orderTotals.outstandingAmount, await paid()]).toEqual([60, 40, 60]);
  const allocations = [{ orderId, amount: 25, currencyCode: "USD" }];
  await ok("PUT", PAYMENTS, { id, orderId, currencyCode: "USD", allocations });
  expect(await paid()).toBe(25);
  await ok("PUT", PAYMENTS, { id, orderId, currencyCode: "USD", amount: 70 });
  expect(await paid()).toBe(25);
  const less = await say("PUT", PAYMENTS, { id, orderId, currencyCode: "USD", amount: 20 });
  expect([less.status, await paid()]).toEqual([400, 25]);
  const removed = await ok("DELETE", PAYMENTS, { id, orderId });
  expect(removed.orderTotals).toMatchObject({ paidTotalAmount: 0, outstandingAmount: 100 });
});

test("one tax rate is the default, whoever saves at the same time (MRC-TAX-1, MRC-INV-4)", async () => {
  const rate = (code: string, more: Json = {}) => made(TAXES, { name: code, code, rate: 7, ...more });
  const ids = await Promise.all(["a", "b", "c"].map((code) => rate(code, { isDefault: true })));
  const defaults = async () =>
    ((await ok("GET", `${TAXES}?pageSize=100`)).items as Json[]).filter(({ isDefault }) => isDefault);
  expect(await defaults()).toHaveLength(1);
  await ok("PUT", TAXES, { id: ids[0], isDefault: true });
  expect((await defaults()).map(({ id }) => id)).toEqual([ids[0]]);
  await ok("PUT", TAXES, { id: ids[0], isDefault: false });
  expect(await defaults()).toEqual([]);
  await rate("oslo", { countryCode: "NO", regionCode: "03", isCompound: true });
  const found = async (query: string) =>
    ((await ok("GET", `${TAXES}?${query}`)).items as Json[]).map(({ code }) => code);
  expect(await found("country=NO")).toEqual(["oslo"]);
  expect(await found("region=03")).toEqual(["oslo"]);
  expect(await found("isCompound=yes")).toEqual(["oslo"]);
});

test("booleans are words in any case, and ids a list of which some may be none (MRC-W-12)", async () => {
  const ids = [await made(TAXES, { name: "One", code: "one", rate: 1 })];
  ids.push(await made(TAXES, { name: "Two", code: "two", rate: 2 }));
  const total = async (query: string) => (await ok("GET", `${TAXES}?${query}`)).total;
  expect(await total(`ids=${ids.join(",")},nothing,`)).toBe(2);
  expect(await total("ids=nothing")).toBe(0);
  expect(await total(`id=${ids[0]}`)).toBe(1);
  expect(await total(`id=${crypto.randomUUID()}`)).toBe(0);
  for (const word of ["1", "TRUE", "Yes", "y", "on", "enabled"])
    expect([word, await total(`ids=${ids}&isCompound=${word}`)]).toEqual([word, 0]);
  for (const word of ["0", "False", "NO", "n", "off", "disabled", "perhaps", ""])
    expect([word, await total(`ids=${ids}&isCompound=${word}`)]).toEqual([word, 2]);
});

test("filters add up, their lists are any of, and ranges include their ends (MRC-W-13)", async () => {
  const tag = (label: string) => made("/sales/tags", { label });
  const [red, blue] = [await tag("Red"), await tag("Blue")];
  const order = (tags: string[], unitPriceNet: number) =>
    made(ORDERS, { currencyCode: "USD", tags, lines: [{ ...line, unitPriceNet }] });
  const [one, two, three] = [await order([red], 7001), await order([blue], 7002), await order([], 7003)];
  const found = async (query: string) =>
    ((await ok("GET", `${ORDERS}?${query}&sortField=createdAt&sortDir=asc`)).items as Json[]).map(
      ({ id }) => id,
    );
  expect(await found(`tagIds=${red},${blue}`)).toEqual([one, two]);
  expect(await found(`tagIds=${red},${blue}&totalNetMin=7002&totalNetMax=7003`)).toEqual([two]);
  expect(await found("totalNetMin=7001&totalNetMax=7003")).toEqual([one, two, three]);
  expect(await found(`tagIds=${red}&tagIdsEmpty=true`)).toEqual([]);
  const today = new Date().toISOString().slice(0, 10);
  expect(await found(`totalNetMin=7001&dateFrom=${today}&dateTo=${today}`)).toEqual([one, two, three]);
});

test("what has no value is null, and text stays text (MRC-W-19, MRC-W-20)", async () => {
  const entityId = await made("/customers/companies", { displayName: "Mill" });
  await made("/customers/addresses", {
    entityId,
    addressLine1: "Lane 1",
    postalCode: "01234",
    region: "007",
  });
  const [address] = (await ok("GET", `/customers/addresses?entityId=${entityId}`)).items;
  expect(address).toMatchObject({ postal_code: "01234", region: "007", address_line2: null, city: null });
  const [company] = (await ok("GET", `/customers/companies?id=${entityId}`)).items;
  expect(Object.entries(company).filter(([, value]) => value === undefined)).toEqual([]);
  expect(company.tags).toEqual([]);
});

test("the caller's own tenant may be named, null and undefined are words for none, another is refused (MRC-SCP-3)", async () => {
  const [tenant] = (await office.owner.ok.get("/organizations")).data;
  const named = (tenantId: unknown) => say("POST", ORDERS, { currencyCode: "USD", tenantId });
  for (const tenantId of [tenant.id, "null", "undefined", null, undefined])
    expect([tenantId, (await named(tenantId)).status]).toEqual([tenantId, 201]);
  const foreign = await named(crypto.randomUUID());
  expect(foreign).toMatchObject({
    status: 403,
    body: { error: "Not authorized to target this tenant." },
  });
  expect((await say("GET", `${ORDERS}?tenantId=${crypto.randomUUID()}`)).status).toBe(403);
  expect((await say("GET", `${ORDERS}?tenantId=null`)).status).toBe(200);
});

test("the last writer wins, unless they name a version that is over (1.6)", async () => {
  const id = await made(TAXES, { name: "Old", code: "old", rate: 1 });
  const stale = { "If-Match": '"stale"' };
  const refused = await say("PUT", TAXES, { id, name: "New" }, stale);
  expect([refused.status, (await rowOf(TAXES, id)).name]).toEqual([412, "Old"]);
  await ok("PUT", TAXES, { id, name: "New" });
  expect((await rowOf(TAXES, id)).name).toBe("New");
  const key = { "Idempotency-Key": crypto.randomUUID() };
  const body = { name: "Once", code: "once", rate: 1 };
  const first = await say("POST", TAXES, body, key);
  const again = await say("POST", TAXES, body, key);
  expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
});
