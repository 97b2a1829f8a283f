/** Currencies and exchange rates as Mercato's clients see them (9). */
import { type Office, startOffice } from "../../support/mercato.ts";

let office: Office;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(() => office?.stop());

const CURRENCIES = "/currencies/currencies";
const RATES = "/currencies/exchange-rates";
const codesOf = ({ items }: { items: { code: string }[] }) => items.map(({ code }) => code);

test("every organization begins with its book currency and nine others, by code (MRC-CUR-1)", async () => {
  const { admin } = office;
  const page = await admin.ok("GET", CURRENCIES);
  expect(codesOf(page)).toEqual(["AUD", "CAD", "CHF", "CNH", "CNY", "EUR", "GBP", "JPY", "PLN", "USD"]);
  const [base] = (await admin.ok("GET", `${CURRENCIES}?isBase=true`)).items;
  expect(base).toMatchObject({ code: "USD", isBase: true, isActive: true, decimalPlaces: 2 });
  expect(codesOf(await admin.ok("GET", `${CURRENCIES}?search=yen`))).toEqual(["JPY"]);
  expect((await admin.ok("GET", `${CURRENCIES}?code=SEK`)).totalPages).toBe(1);
});

test("the base stays what it is at the root; other units choose theirs, one each (MRC-CUR-1, MRC-INV-4)", async () => {
  const { admin } = office;
  const { items } = await admin.ok("GET", CURRENCIES);
  const of = (code: string) => items.find((each: { code: string }) => each.code === code).id;
  for (const body of [
    { id: of("USD"), isBase: false },
    { id: of("USD"), isActive: false },
    { id: of("EUR"), isBase: true },
  ])
    expect((await admin.say("PUT", CURRENCIES, body)).status).toBe(400);
  expect((await admin.say("DELETE", `${CURRENCIES}?id=${of("USD")}`)).status).toBe(400);
  const { id: organizationId } = await admin.ok("POST", "/directory/organizations", { name: "North" });
  const add = async (code: string) =>
    (await admin.ok("POST", CURRENCIES, { code, name: code, isBase: true, organizationId })).id;
  const first = await add("eur");
  await add("PLN");
  const [row] = (await admin.ok("GET", `${CURRENCIES}?id=${first}`)).items;
  expect(row).toMatchObject({ code: "EUR", isBase: false, organizationId });
  const taken = await admin.say("POST", CURRENCIES, { code: "PLN", name: "Again", organizationId });
  expect([taken.status, Object.keys(taken.body.fieldErrors)]).toEqual([400, ["code"]]);
});

test("rates are text, of a minute, between active currencies (MRC-CUR-2)", async () => {
  const { admin } = office;
  const told = { fromCurrencyCode: "eur", toCurrencyCode: "PLN", rate: 4.25, source: "Bank" };
  const { id } = await admin.ok("POST", RATES, { ...told, date: "2026-03-01T10:00:59Z" });
  const [row] = (await admin.ok("GET", `${RATES}?fromCurrencyCode=EUR&source=Bank`)).items;
  expect(row).toMatchObject({ id, rate: "4.25", date: "2026-03-01T10:00:00.000Z", type: null });
  const refused = async (more: object) =>
    (await admin.say("POST", RATES, { ...told, date: "2026-03-02", ...more })).status;
  expect(await refused({ date: "2026-03-01T10:00:30Z" })).toBe(400);
  expect(await refused({ toCurrencyCode: "EUR" })).toBe(400);
  expect(await refused({ toCurrencyCode: "SEK" })).toBe(400);
  expect(await refused({ rate: "0" })).toBe(400);
  expect(await refused({ rate: "1.123456789" })).toBe(400);
  const { items } = await admin.ok("GET", `${CURRENCIES}?code=EUR`);
  const euro = items.find((each: { organizationId: string }) => each.organizationId === row.organizationId);
  expect((await admin.say("DELETE", CURRENCIES, { id: euro.id })).status).toBe(400);
  const later = await admin.ok("POST", RATES, { ...told, date: "2026-03-02", rate: "4" });
  expect((await admin.ok("GET", RATES)).items.map((each: { id: string }) => each.id)).toEqual([later.id, id]);
  expect((await admin.say("DELETE", RATES, { id })).status).toBe(204);
  const real = await admin.say("DELETE", RATES, { id });
  expect(real.status).toBe(404);
});

test("setups of providers answer what they are, and fetching tells what cannot be had (MRC-CUR-4)", async () => {
  const { admin } = office;
  const PATH = "/currencies/fetch-configs";
  const made = await admin.ok("POST", PATH, { provider: "Custom", config: { key: 1 } });
  expect(made.config).toMatchObject({ provider: "Custom", isEnabled: true, lastSyncAt: null });
  expect((await admin.say("POST", PATH, { provider: "Custom" })).status).toBe(400);
  expect((await admin.say("POST", PATH, { provider: "Nobody" })).status).toBe(400);
  const said = "Its 'config' names no 'url' that can be asked.";
  expect(await admin.ok("POST", "/currencies/fetch-rates", {})).toEqual({
    ...{ totalFetched: 0, byProvider: { Custom: { count: 0, errors: [said] } }, errors: [`Custom: ${said}`] },
  });
  const { configs } = await admin.ok("GET", PATH);
  expect(configs).toMatchObject([{ lastSyncStatus: "error", lastSyncMessage: said, lastSyncCount: 0 }]);
  expect((await admin.say("DELETE", `${PATH}?id=${made.config.id}`)).status).toBe(204);
});
