/** Statements that say of each movement how it came to its amount: in the steps of the balance entries' explanations (EXP-2). */
import { writeFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import type { Step } from "../../shared/explanation.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { comesOut } from "../support/explained.ts";
import { readPdf } from "../support/pdf.ts";
import { roundTrips } from "../support/profile.ts";
import { openShop, type Shop } from "../support/shop.ts";

let backroom: Backroom;
let owner: Client & { organization_id: string };
let shop: Shop;

beforeAll(async () => {
  backroom = await startBackroom();
  owner = await backroom.organization("Second Spring", { currency: "EUR" });
  shop = await openShop(owner, { tax: false });
  await owner.ok.patch(`/accounts/${shop.consignor}`, { first_name: "Олександра", last_name: "Шевченко" });
  await live();
});
afterAll(() => backroom?.stop());

const speak = (locale: string) => owner.ok.patch(`/organizations/${owner.organization_id}`, { locale });

/** `PAPERS=folder` keeps the files, to look at them. */
async function file(query: string, name?: string, id = shop.consignor): Promise<Buffer> {
  const response = await fetch(`${backroom.url}/api/v1/accounts/${id}/statement?${query}`, {
    headers: { authorization: `Bearer ${owner.key}` },
  });
  expect(response.status).toBe(200);
  const bytes = Buffer.from(await response.arrayBuffer());
  if (process.env.PAPERS && name) await writeFile(`${process.env.PAPERS}/${name}`, bytes);
  return bytes;
}

const spaced = (text: string): string => text.replace(/\s+/g, " ");
const printed = async (query: string, name: string) =>
  spaced((await readPdf(await file(`format=pdf&${query}`, name))).pages.join(" "));

type Row = Record<string, string>;
const rowsOf = (bytes: Buffer): Row[] => parse(bytes, { columns: true });
const table = async () => rowsOf(await file("format=csv&explanations=true"));

async function sell(...lines: Json[]): Promise<Json> {
  const open = await owner.ok.post("/sales", {
    ...{ store_id: shop.store, lines: lines.map((each) => ({ quantity: 1, ...each })) },
  });
  return owner.ok.post(`/sales/${open.id}/finalize`, { payments: [{ type: "card", amount: open.total }] });
}

/** Sales with taxes, discounts and fees, refunds, a void, a payout with its fee, and what is booked by hand. */
async function live(): Promise<void> {
  const taxes = await Promise.all(
    [
      { name: "USt", rate_ppm: 190_000, type: "inclusive" },
      { name: "USt §25a", rate_ppm: 250_000, type: "inclusive", scheme: "margin" },
    ].map((each) => owner.ok.post("/taxes", each)),
  );
  const [taxed, used] = await Promise.all(
    taxes.map(({ id }) => owner.ok.post("/categories", { name: `Taxed ${id}`, tax_ids: [id] })),
  );
  await owner.ok.post("/surcharges", {
    ...{ name: "Terminal", type: "card_fee", value_type: "percentage", value: 15_000, default_on: true },
  });
  const handling_fee = { type: "fixed", fixed: 150 };
  const [coat, bag, gloves, chest, lamp] = await Promise.all([
    shop.piece(12_000, { title: "Пальто «Зима»", category_id: taxed!.id, handling_fee }),
    shop.piece(8000, { title: "Сумка шкіряна" }),
    shop.piece(3333, { title: "Gloves", quantity: 4, split: 500_000 }),
    shop.piece(9900, { title: "Шафа дубова", category_id: used!.id }),
    shop.piece(5000, { title: "Lamp" }),
  ]);
  const lines = [
    { item_id: coat, discounts: [{ value_type: "percentage", value: 100_000, bearer: "shared" }] },
    { item_id: bag, discounts: [{ value_type: "fixed", value: 777, bearer: "consignor" }] },
    { item_id: gloves, quantity: 3 },
  ];
  const sale = await sell(...lines);
  await sell({ item_id: chest });
  for (const _ of [1, 2])
    await owner.ok.post(`/sales/${sale.id}/refund`, { lines: [{ line_id: sale.lines[2].id, quantity: 1 }] });
  await owner.ok.post(`/sales/${(await sell({ item_id: lamp })).id}/void`, { reason: "Wrong" });
  const account_id = shop.consignor;
  await owner.ok.post("/balance-entries", { account_id, amount: -250, type: "fee", memo: "Reinigung" });
  await owner.ok.post("/payouts", { account_id, amount: 5000, fee: 179, method: "cash", approved: true });
}

/** Steps that say more than an amount: others are not printed. */
const says = ({ operation, figures, quantity, rate_ppm }: Step<string>): boolean =>
  !(operation === "sum" && figures.length === 1) &&
  !(operation === "times" && quantity === 1) &&
  !(operation === "without_tax" && rate_ppm === 0);

/** "−12.50 EUR" → "-€12.50". */
const inEnglish = (sentence: string): string =>
  sentence.replace(/(−?)([\d.]+) EUR/g, (_, sign, amount) => `${sign && "-"}€${amount}`);

/** The sentences of each entry with more than a record of its own, as its explanation has them. */
async function explained(): Promise<{ type: string; amount: number; sentences: string[] }[]> {
  const { data } = await owner.ok.get(`/balance-entries?account_id=${shop.consignor}&limit=100`);
  const entries = (data as Json[]).sort((a, b) => a.seq - b.seq);
  const found: { type: string; amount: number; sentences: string[] }[] = [];
  for (const { id, type, amount } of entries) {
    const { steps } = await owner.ok.get(`/balance-entries/${id}/explanation`);
    expect(steps.filter((step: Step<string>) => !comesOut(step))).toEqual([]);
    const own = steps.slice(0, -1).filter(says);
    const isRecord = own.length === 1 && own[0].operation === "recorded";
    found.push({
      type,
      amount,
      sentences: isRecord ? [] : own.map((each: Json) => inEnglish(each.sentence)),
    });
  }
  return found;
}

test("the papers have the steps of every entry's explanation, and no others (EXP-2)", async () => {
  await speak("en-GB");
  const sentences = (await explained()).flatMap((each) => each.sentences);
  expect(sentences.length).toBeGreaterThan(20);
  const year = `year=${new Date().getFullYear()}`;
  for (const query of ["explanations=true", `explanations=true&${year}`]) {
    const text = await printed(query, `explained-${query.length}.pdf`);
    expect(sentences.filter((each) => !text.includes(spaced(each)))).toEqual([]);
  }
  const cells = (await table()).flatMap(({ Explanation = "" }) => Explanation.split("\n"));
  expect(cells.filter(Boolean).sort()).toEqual(sentences.sort());
});

/** The amounts that a sentence shows, in minor units. */
const amountsIn = (sentence: string): number[] =>
  [...sentence.matchAll(/([−-]?)\s?€?(\d{1,3}(?:[.,]\d{3})*)[.,](\d\d)(?!\d)/g)].map(
    ([, sign, whole, rest]) => Number(`${sign && "-"}${whole?.replace(/\D/g, "")}${rest}`),
  );

/** "3.00 (share) − 1.00 (fee) = €2.00": whether the figures come to what follows. */
function addsUp(sentence: string): boolean {
  const amounts = amountsIn(sentence);
  const result = amounts.at(-1)!;
  if (/\(.*\) =/.test(sentence)) return amounts.slice(0, -1).reduce((all, each) => all + each, 0) === result;
  const [, count] = /^(\d+) × /.exec(sentence) ?? [];
  if (count) return Number(count) * amounts[0]! === result;
  const [, rate] = /: ([\d.,]+) % (?:of|von)/.exec(sentence) ?? [];
  return !rate || Math.round((Number(rate.replace(",", ".")) * amounts[0]!) / 100) === result;
}

test("what is printed adds up, line by line, to the amounts of the file", async () => {
  await speak("en-GB");
  const rows = await table();
  const told = rows.filter(({ Explanation }) => Explanation);
  expect(told.length).toBeGreaterThan(7);
  for (const { Explanation = "", Amount = "" } of told) {
    const sentences = Explanation.split("\n");
    expect(sentences.filter((each) => !addsUp(each))).toEqual([]);
    const amount = Math.abs(Math.round(Number(Amount) * 100));
    expect([sentences, sentences.flatMap(amountsIn).map(Math.abs)]).toEqual([
      sentences,
      expect.arrayContaining([amount]),
    ]);
  }
  const sum = (some: Row[]) => some.reduce((all, { Amount }) => all + Math.round(Number(Amount) * 100), 0);
  expect(sum(rows)).toBe(sum(rowsOf(await file("format=csv"))));
  const { balance } = await owner.ok.get(`/accounts/${shop.consignor}`);
  expect(sum(rows)).toBe(balance);
});

test("German says the same figures in its own words and amounts", async () => {
  await speak("en-GB");
  const english = await table();
  await speak("de-DE");
  const german = await table();
  const figuresOf = (text = "") => text.split("\n").map(amountsIn);
  expect(german.map((each) => figuresOf(each.Erläuterung))).toEqual(
    english.map((each) => figuresOf(each.Explanation)),
  );
  const text = await printed("explanations=true", "explained-german.pdf");
  for (const each of [
    ...["Der Anteil des Kommittenten: 60 % von", "Rückgabe von Stück 2 von 3:", "(Rabatt auf die Position,"],
    ...[
      "Der Kommittent erhält:",
      "(Bearbeitungsgebühr)",
      "(Kartengebühr)",
      "ohne die enthaltene Steuer von 19 %",
    ],
    ...["Der Anteil des Kontos am Verkauf:", "(Пальто «Зима»)", "(Сумка шкіряна)", "Die Gebühr geht von der"],
  ])
    expect(text).toContain(each);
  expect(text).not.toMatch(/consignor|\(share\)|\(tax\)|gives back/i);
});

test("the same data make the same bytes; without the parameter nothing changes", async () => {
  for (const format of ["pdf", "csv"]) {
    const first = await file(`format=${format}&explanations=true`);
    expect((await file(`format=${format}&explanations=true`)).equals(first)).toBe(true);
    const plain = await file(`format=${format}`);
    expect(plain.equals(first)).toBe(false);
    expect((await file(`format=${format}&explanations=false`)).equals(plain)).toBe(true);
  }
});

test("a value that is neither true nor false, and explanations as JSON, are refused by name", async () => {
  for (const query of [
    "format=pdf&explanations=maybe",
    "explanations=true",
    "format=json&explanations=true",
  ]) {
    const refused = await owner.get(`/accounts/${shop.consignor}/statement?${query}`);
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body.errors)).toContain("explanations");
  }
});

test("a row and its steps stand on one page, and more movements make no more reads", async () => {
  await speak("en-GB");
  const { id } = await owner.ok.post("/accounts", {
    ...{ company: "Довгі назви & Co.", is_vendor: true, default_split: 500_000 },
  });
  const handling_fee = { type: "fixed", fixed: 100 };
  const titled = "Sehr langer Titel eines Wollmantels mit Pelzkragen ".repeat(3);
  const sellSome = async (from: number, to: number) => {
    for (let i = from; i < to; i++) {
      const title = `T${100 + i} ${titled}`.slice(0, 120);
      const [one, other] = await Promise.all([
        shop.piece(10_000 + i, { title, account_id: id, handling_fee }),
        shop.piece(20_000 + i, { title: `P${100 + i}`, account_id: id }),
      ]);
      await sell({ item_id: one }, { item_id: other });
    }
  };
  const explain = () => file("format=pdf&explanations=true", "explained-long.pdf", id);
  // Meanwhile journals are chained, and keys looked up.
  const isOwn = (each: string) => /^query (accounts\.(balance_entr|payout)|sales\.)/.test(each);
  const reads = async () => (await roundTrips(backroom, ["accounts", "sales"], explain)).filter(isOwn).sort();
  await sellSome(0, 4);
  const few = await reads();
  await sellSome(4, 30);
  expect(await reads()).toEqual(few);
  const pages = (await readPdf(await explain())).pages.map(spaced);
  expect(pages.length).toBeGreaterThan(2);
  for (let i = 0; i < 30; i++) {
    const [page, ...more] = pages.filter((each) => each.includes(`T${100 + i} Sehr`));
    expect(page).toContain(`50 % of €${((10_000 + i) / 100).toFixed(2)} is`);
    expect(more.every((each) => each.includes("The account's part"))).toBe(true);
  }
});
