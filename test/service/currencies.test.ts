/** Currencies of business units, exchange rates, and those who tell them (MRC-CUR-1…4). */
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { type RateServer, startRateServer } from "../support/rate-server.ts";

let backroom: Backroom;
let server: RateServer;
let shop: Client;

beforeAll(async () => {
  server = await startRateServer();
  backroom = await startBackroom({ settings: { RATES_ALLOWED_HOSTS: server.host } });
});
afterAll(async () => {
  await backroom?.stop();
  await server?.stop();
});
beforeEach(async () => {
  server.asked.length = 0;
  shop = await backroom.organization("Bureau", { currency: "PLN" });
});

const currency = (code: string, more: object = {}) =>
  shop.ok.post("/currencies", { code, name: `Money ${code}`, ...more });
const told = (more: object = {}) => ({
  ...{ from_currency: "EUR", to_currency: "PLN", rate: 425_000_000, source: "Bank" },
  ...{ at: "2026-03-01T10:00:00Z", ...more },
});
const rate = (more: object = {}) => shop.ok.post("/exchange-rates", told(more));
const firstError = ({ status, body }: Json) => [status, body.errors?.[0].pointer, body.errors?.[0].code];
const listed = async (path: string): Promise<Json[]> => (await shop.ok.get(path)).data;

test("the base of the root is the currency of the books, whoever says otherwise (MRC-CUR-1)", async () => {
  const book = await currency("PLN");
  expect(book).toMatchObject({ is_base: true, is_active: true, decimal_places: 2 });
  expect(firstError(await shop.post("/currencies", { code: "EUR", name: "Euro", is_base: true }))).toEqual([
    ...[400, "/is_base", "book_currency"],
  ]);
  const euro = await currency("EUR");
  for (const [at, changes, pointer] of [
    [euro, { is_base: true }, "/is_base"],
    [book, { is_base: false }, "/is_base"],
    [book, { code: "XPD" }, "/is_base"],
    [book, { is_active: false }, "/is_active"],
  ] as const)
    expect(firstError(await shop.patch(`/currencies/${at.id}`, changes)).slice(0, 2)).toEqual([400, pointer]);
  const { status, body } = await shop.delete(`/currencies/${book.id}`);
  expect([status, body.code]).toEqual([409, "not_deletable"]);
  expect(await shop.ok.get(`/currencies/${book.id}`)).toEqual(book);
  expect(firstError(await shop.post("/currencies", { code: "EUR", name: "Euro" }))[0]).toBe(409);
});

test("a currency stays while active rates name it, and keeps its code (MRC-CUR-1)", async () => {
  await currency("PLN");
  const euro = await currency("EUR");
  const { id } = await rate();
  const at = `/currencies/${euro.id}`;
  expect((await shop.delete(at)).body).toMatchObject({
    code: "in_use",
    references: { exchange_rates: { count: 1 } },
  });
  expect((await shop.patch(at, { code: "EUX" })).status).toBe(409);
  await shop.ok.patch(`/exchange-rates/${id}`, { is_active: false });
  expect((await shop.delete(at)).status).toBe(200);
  expect(firstError(await shop.patch(`/exchange-rates/${id}`, { is_active: true }))).toEqual([
    ...[400, "/from_currency", "inactive"],
  ]);
  await shop.ok.post(`${at}/restore`);
  await shop.ok.patch(`/exchange-rates/${id}`, { is_active: true });
});

test("a rate and the deletion of its currency meet: only one of them happens (MRC-CUR-2)", async () => {
  await currency("PLN");
  for (let n = 0; n < 8; n++) {
    const code = `A${String.fromCharCode(65 + n)}A`;
    const { id } = await currency(code);
    const [made, removed] = await Promise.all([
      shop.post("/exchange-rates", told({ from_currency: code })),
      shop.delete(`/currencies/${id}`),
    ]);
    expect([
      [201, 409],
      [400, 200],
      [422, 200],
    ]).toContainEqual([made.status, removed.status]);
  }
});

test("a rate is between two active currencies, of a minute and a source once (MRC-CUR-2)", async () => {
  await currency("PLN");
  const euro = await currency("EUR");
  const made = await rate({ at: "2026-03-01T10:00:59.999+01:00", type: "buy" });
  expect(made).toMatchObject({ at: "2026-03-01T09:00:00.000Z", type: "buy", is_active: true });
  const asked = (more: object) => shop.post("/exchange-rates", told(more));
  expect((await asked({ at: "2026-03-01T09:00:30Z" })).status).toBe(409);
  expect(firstError(await asked({ to_currency: "EUR" }))).toEqual([400, "/to_currency", "same"]);
  expect(firstError(await asked({ from_currency: "CHF" }))).toEqual([400, "/from_currency", "inactive"]);
  expect((await asked({ rate: 0 })).status).toBe(400);
  await shop.ok.patch(`/currencies/${euro.id}`, { is_active: false });
  expect(firstError(await asked({ source: "Other" }))).toEqual([400, "/from_currency", "inactive"]);
  await shop.ok.patch(`/currencies/${euro.id}`, { is_active: true });
  const other = await rate({ source: "Other", at: "2026-03-01T10:00:00+01:00" });
  const at = `/exchange-rates/${other.id}`;
  expect((await shop.patch(at, { source: "Bank" })).status).toBe(409);
  await shop.delete(at);
  expect(await shop.ok.post(`${at}/restore`)).toEqual(await shop.ok.get(at));
});

test("a day finds its newest rate, or one of the 30 days before (MRC-CUR-3)", async () => {
  await currency("PLN");
  await currency("EUR");
  const rates = {
    first: await rate({ at: "2026-03-01T08:00:00Z" }),
    later: await rate({ at: "2026-03-01T23:59:00Z", rate: 426_000_000 }),
    third: await rate({ at: "2026-03-03T00:00:00Z" }),
  };
  await rate({ at: "2026-03-02T00:00:00Z", is_active: false });
  const counting = ({ deleted_at: _deleted_at, ...each }: Json) => each;
  const of = async (date: string, from = "EUR", to = "PLN") =>
    (await shop.ok.get(`/exchange-rate-of-day?from_currency=${from}&to_currency=${to}&date=${date}`)).rate;
  expect(await of("2026-03-01")).toEqual(counting(rates.later));
  expect(await of("2026-03-02")).toEqual(counting(rates.later));
  expect(await of("2026-03-03")).toEqual(counting(rates.third));
  expect(await of("2026-04-02")).toEqual(counting(rates.third));
  expect(await of("2026-04-03")).toBeNull();
  expect(await of("2026-02-28")).toBeNull();
  expect(await of("2026-03-02", "PLN", "EUR")).toBeNull();
  const future = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  expect(
    firstError(await shop.get(`/exchange-rate-of-day?from_currency=EUR&to_currency=PLN&date=${future}`)),
  ).toEqual([400, "/date", "future"]);
});

const fetched = (asked: object = {}) => shop.ok.post("/exchange-rates/fetch", asked);

test("rates are fetched through the guard, and kept once (MRC-CUR-4, WHK-5)", async () => {
  for (const code of ["PLN", "EUR", "USD"]) await currency(code);
  const { id } = await shop.ok.post("/rate-sources", {
    provider: "NBP",
    config: { url: `${server.url}/api` },
  });
  const rates = [
    ...[
      { code: "EUR", mid: 4.2512 },
      { code: "USD", mid: 3.9 },
    ],
    ...[{ code: "THB", mid: 0.1 }, { code: "CHF" }, { code: "EUR", mid: "much" }],
  ];
  server.answer([{ table: "A", effectiveDate: "2026-03-02", rates }]);
  const nbp = { provider: "NBP", count: 2, errors: [] };
  expect(await fetched({ date: "2026-03-02" })).toEqual({ total: 2, by_provider: [nbp], errors: [] });
  expect(server.asked).toEqual(["/api/exchangerates/tables/A/2026-03-02/?format=json"]);
  const kept = await listed("/exchange-rates?sort=from_currency");
  expect(kept).toMatchObject([
    { from_currency: "EUR", to_currency: "PLN", rate: 425_120_000, source: "NBP", type: null },
    { from_currency: "USD", rate: 390_000_000, at: "2026-03-02T00:00:00.000Z" },
  ]);
  await shop.delete(`/exchange-rates/${kept[0]!.id}`);
  const [again, same] = await Promise.all([fetched(), fetched()]);
  expect([again.total, same.total]).toEqual([2, 2]);
  expect(await listed("/exchange-rates")).toEqual([kept[1]]);
  expect(await shop.ok.get(`/rate-sources/${id}`)).toMatchObject({
    ...{ last_sync_status: "success", last_sync_count: 2, last_sync_message: null },
  });
  expect(await listed("/exchange-rates?deleted=only")).toHaveLength(1);
});

test("an address of one's own tells rates with their types and days (MRC-CUR-4)", async () => {
  for (const code of ["PLN", "EUR"]) await currency(code);
  await shop.ok.post("/rate-sources", { provider: "Custom", config: { url: `${server.url}/rates?key=1` } });
  const row = { from: "EUR", to: "PLN", rate: "4.00000001", date: "2026-03-02", type: "sell" };
  server.answer({ rates: [row, { ...row, date: "March" }, { ...row, to: "EUR" }, null] });
  expect(await fetched({ date: "2026-03-02" })).toMatchObject({ total: 1, errors: [] });
  expect(server.asked).toEqual(["/rates?key=1&date=2026-03-02"]);
  expect(await listed("/exchange-rates")).toMatchObject([
    { rate: 400_000_001, type: "sell", source: "Custom" },
  ]);
});

test("what cannot be fetched is told in `errors`, and nothing is kept (MRC-CUR-4)", async () => {
  const errorOf = async (asked: object = {}) => {
    const { errors, total, by_provider } = await fetched(asked);
    expect([total, errors]).toEqual([
      0,
      by_provider.map((each: Json) => `${each.provider}: ${each.errors[0]}`),
    ]);
    return errors.join();
  };
  expect(await errorOf({ providers: ["Custom"] })).toContain("names no 'url'");
  expect(await errorOf({ providers: ["Nobody"] })).toContain("Nobody of this name");
  expect(await errorOf({ providers: [] })).toBe("");
  const { id } = await shop.ok.post("/rate-sources", { provider: "Custom", config: { url: server.url } });
  const at = (url: string) => shop.ok.patch(`/rate-sources/${id}`, { config: { url } });
  server.answer("<html>");
  expect(await errorOf()).toContain("does not answer with exchange rates");
  server.answer({ rates: [] }, 500);
  expect(await errorOf()).toContain("status 500");
  await at("http://127.0.0.1:9");
  expect(await errorOf()).toContain("Only https URLs");
  await at("https://10.0.0.1/");
  expect(await errorOf()).toContain("public internet");
  expect(await shop.ok.get(`/rate-sources/${id}`)).toMatchObject({
    last_sync_status: "error",
    last_sync_count: 0,
  });
  await shop.ok.patch(`/rate-sources/${id}`, { is_enabled: false });
  expect(await fetched()).toEqual({ total: 0, by_provider: [], errors: [] });
  expect(await listed("/exchange-rates?deleted=include")).toEqual([]);
  expect((await shop.post("/rate-sources", { provider: "Custom" })).status).toBe(409);
  expect((await shop.post("/rate-sources", { provider: "NBP", sync_time: "24:00" })).status).toBe(400);
});

test("the dictionary of currencies has the codes that no standard names, as long as they are used (MRC-DIC-2)", async () => {
  const words = async (): Promise<string[]> =>
    (await shop.ok.get("/customer-words?key=currency")).words.map(({ name }: Json) => name);
  const { id } = await currency("CNH");
  await until(async () => (await words()).includes("CNH"), "the word");
  expect(await words()).toContain("EUR");
  await shop.ok.patch(`/currencies/${id}`, { code: "CNX" });
  await until(async () => (await words()).includes("CNX"), "the other word");
  expect(await words()).not.toContain("CNH");
  expect((await shop.delete(`/currencies/${id}`)).status).toBe(200);
  await until(async () => !(await words()).includes("CNX"), "no word");
});
