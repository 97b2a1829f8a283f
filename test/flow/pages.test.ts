/** The operator's page and the documentation in a real headless browser: what a person sees and does there. */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mongoose from "mongoose";
import { type Backroom, type Json, startBackroom, until } from "../support/backroom.ts";
import { type Browser, type Page, startBrowser } from "../support/browser.ts";

const started = await startBrowser();
const browsing = "missing" in started ? test.skip : test;
const without = "missing" in started ? ` (not run: ${started.missing})` : "";

let backroom: Backroom;
let mails: string;
beforeAll(async () => {
  if ("missing" in started) return;
  mails = await mkdtemp(join(tmpdir(), "backroom-pages-"));
  backroom = await startBackroom({ settings: { MAIL_DIR: mails, SMTP_TIMEOUT_MS: 5000 } });
});
afterAll(async () => {
  if (!("missing" in started)) await started.stop();
  await backroom?.stop();
  if (mails) await rm(mails, { recursive: true, force: true });
});

const openPage = (path: string): Promise<Page> =>
  (started as Browser).page().then(async (page) => {
    await page.open(backroom.url + path);
    return page;
  });
const textOf = (page: Page, selector: string) =>
  page.read<string>(`document.querySelector(${JSON.stringify(selector)}).innerText`);
/** Texts that stand out too little against what is behind them: less than 4.5 to 1 (WCAG AA). */
const faint = (page: Page, selector: string) =>
  page.read<string[]>(`(() => {
    const part = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
    const light = (color) => {
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((each) => part(each / 255));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const behind = (element) => {
      if (!element) return "white";
      const color = getComputedStyle(element).backgroundColor;
      return /, 0\\)$/.test(color) ? behind(element.parentElement) : color;
    };
    return [...document.querySelectorAll(${JSON.stringify(selector)})].flatMap((each) => {
      const [one, other] = [light(getComputedStyle(each).color), light(behind(each))].sort((a, b) => b - a);
      const contrast = (one + 0.05) / (other + 0.05);
      return contrast < 4.5 ? [each.className + " " + each.textContent + " " + contrast.toFixed(1)] : [];
    });
  })()`);
const isSeen = (page: Page, selector: string) =>
  page.read<boolean>(`document.querySelector(${JSON.stringify(selector)}).getClientRects().length > 0`);
const shot = (page: Page, name: string) =>
  process.env.SCREENSHOTS ? page.screenshot(`${process.env.SCREENSHOTS}/${name}.png`) : undefined;

async function signedIn(key: string): Promise<Page> {
  const page = await openPage("/ops");
  await page.type("#key", key);
  await page.click("#sign-in button");
  return page;
}

/** An event that its consumer gave up; handed over again it succeeds, as the consumer has nothing to do for its item. */
async function deadLetter(): Promise<string> {
  const [{ id: org_id }] = (await backroom.owner.ok.get("/organizations")).data;
  const connection = await mongoose.createConnection(backroom.mongo_url).asPromise();
  const kernel = (service: string, name: string) =>
    connection.useDb(`${backroom.namespace}_${service}`).collection<Json>(name);
  try {
    await backroom.owner.ok.post("/accounts", { first_name: "Ann" });
    const group = "platform.webhooks";
    const done = await until(() => kernel("accounts", "_log").findOne({ org_id, seq: { $exists: true } }));
    const [{ id, type, aggregate, data }] = done.events;
    const event = { id, type, org_id, mode: "live", occurred_at: done.at, seq: done.seq, aggregate, data };
    const sent = { actor: done.actor, request_id: done.request_id, causation_id: null, schema_version: 1 };
    const _id = `${group}:${randomUUID()}`;
    await kernel("platform", "_dead_letters").insertOne({
      ...{
        _id,
        group,
        org_id,
        event: { ...event, ...sent },
        error: "it broke",
        attempts: 10,
        at: new Date(),
      },
    });
    return type;
  } finally {
    await connection.close();
  }
}

browsing(`/ops: a wrong key is refused in words, and not asked with again${without}`, async () => {
  const page = await signedIn("br_live_wrong");
  await page.until(
    "/key/i.test(document.querySelector('#state').innerText) && !document.querySelector('#sign-in').hidden",
  );
  await page.until("document.querySelector('#state').innerText !== 'Sign in with an admin key.'");
  expect(await textOf(page, "#state")).toMatch(/key/i);
  expect(await page.read("document.querySelector('#main').hidden")).toBe(true);
  expect(await page.read("sessionStorage.getItem('key')")).toBeNull();
});

browsing(`/ops: services alive, requests as a chart, the verifier's result${without}`, async () => {
  for (let i = 0; i < 5; i++) await backroom.owner.get("/items");
  const page = await signedIn(backroom.owner.key);
  await page.until("document.querySelectorAll('#services tbody tr').length === 6");
  const services = await textOf(page, "#services tbody");
  for (const name of ["accounts", "catalog", "contracts", "inventory", "platform", "sales"])
    expect(services).toContain(name);
  expect(await page.read("document.querySelectorAll('#services tbody td.away').length")).toBe(0);
  expect(await textOf(page, "#copies tbody")).toContain("alive");
  const bars =
    "[...document.querySelectorAll('#chart rect.bar')].map((bar) => bar.getBoundingClientRect().height)";
  await page.until(`${bars}.some((height) => height > 10)`);
  // What was just asked for stands at the right end of the chart.
  const gap =
    "document.querySelector('#chart').getBoundingClientRect().right - Math.max(...[...document.querySelectorAll('#chart rect')].map((bar) => bar.getBoundingClientRect().right))";
  expect(await page.read<number>(gap)).toBeLessThan(100);
  expect(await textOf(page, "#rate")).toMatch(
    /requests a second in the last ten seconds, of which none failed; at most \d+/,
  );
  expect(await textOf(page, "#verified")).toMatch(/^Not verified yet\./);

  await backroom.process.nightly!.run(0);
  await page.until("document.querySelector('#verified').innerText.includes('no breach')");
  expect(await textOf(page, "#verified")).toMatch(/^Last verified .+, in \d+ s: \d{2} checks, no breach\.$/);
  await page.click("#checks summary");
  expect(await textOf(page, "#verifier tbody")).toContain("INV-14");
  await page.click("#checks summary");
  expect(await faint(page, ".alive, .quiet, th, td")).toEqual([]);
  await shot(page, "ops");
  expect(page.complaints).toEqual([]);
});

browsing(`/ops: whoever is signed in signs out, and nothing of theirs is left${without}`, async () => {
  const page = await signedIn(backroom.owner.key);
  await page.until("!document.querySelector('#main').hidden && !!sessionStorage.getItem('key')");
  expect([await isSeen(page, "#sign-in"), await isSeen(page, "#sign-out")]).toEqual([false, true]);
  await page.click("#sign-out");
  const seen = [await isSeen(page, "#sign-in"), await isSeen(page, "#sign-out"), await isSeen(page, "#main")];
  expect(seen).toEqual([true, false, false]);
  expect(await page.read("sessionStorage.getItem('key')")).toBeNull();
  expect(await textOf(page, "#state")).toMatch(/^Sign in/);
});

browsing(`/ops: a dead letter is listed, replayed and gone${without}`, async () => {
  const type = await deadLetter();
  const page = await signedIn(backroom.owner.key);
  await page.until("document.querySelectorAll('#letters tbody tr').length === 1");
  expect(await textOf(page, "#letters tbody")).toContain(type);
  expect(await textOf(page, "#letters tbody")).toContain("it broke");
  await shot(page, "ops-letter");
  // On a telephone a wide table scrolls by itself and the page stays as wide as it is.
  await page.resize(390);
  expect(await page.read("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
  await shot(page, "ops-letter-390");
  await page.resize(1280);
  await page.click("#letters button:nth-of-type(2)");
  await page.until(`document.querySelector('#event pre').innerText.includes('${type}')`);
  await page.click("#letters button");
  await page.until("document.querySelectorAll('#letters tbody tr').length === 0");
  expect(await textOf(page, "#no-letters")).toBe("None.");
  expect(page.complaints).toEqual([]);
});

browsing(`/ops: a mail is listed with what became of it, and sent again${without}`, async () => {
  const to = "guest@maker.example";
  await backroom.owner.ok.post("/invitations", { email: to, role: "viewer" });
  const page = await signedIn(backroom.owner.key);
  const row = "document.querySelector('#mails tbody').innerText";
  await page.until(`${row}.includes('kept')`);
  for (const each of ["invitation", to]) expect(await textOf(page, "#mails tbody")).toContain(each);
  await shot(page, "ops-mails");
  const [before] = (await backroom.owner.ok.get(`/mails?to=${to}`)).data;
  await page.click("#mails button");
  await until(async () => {
    const [after] = (await backroom.owner.ok.get(`/mails?to=${to}`)).data;
    return after.status === "kept" && after.last_attempt_at !== before.last_attempt_at;
  }, "the second attempt");
  expect(page.complaints).toEqual([]);
});

browsing(`/docs: the list of documents, and the operations of each${without}`, async () => {
  const page = await openPage("/docs");
  await page.until("document.querySelectorAll('.opblock-tag').length > 10");
  const documents = await page.read<string[]>(
    "[...document.querySelectorAll('.topbar select option')].map((each) => each.innerText)",
  );
  expect(documents).toEqual([
    "Backroom API",
    "Circular",
    "ConsignCloud (documented)",
    "ConsignCloud (real)",
    "Pharus",
    "Candle",
    "Mercato (documented)",
    "Mercato (real)",
  ]);
  await page.click(".opblock-tag");
  await page.until("document.querySelectorAll('.opblock-summary-path').length > 0");
  await shot(page, "docs");
  expect(await page.read("document.title")).toBe("Backroom API · Backroom");
  expect(await faint(page, ".opblock-summary-method, .info a, .btn.authorize")).toEqual([]);
  expect(page.complaints).toEqual([]);
});

browsing(
  `/docs on a telephone: what groups are about has room, and documents have whole names${without}`,
  async () => {
    const page = await openPage("/docs");
    await page.resize(390);
    await page.until("document.querySelectorAll('.opblock-tag').length > 10");
    const narrow = (selector: string, least: number) =>
      page.read(`[...document.querySelectorAll(${JSON.stringify(selector)})]
      .filter((each) => each.getBoundingClientRect().width < ${least}).map((each) => each.textContent)`);
    expect(await narrow(".opblock-tag small", 200)).toEqual([]);
    expect(await narrow("#select", 170)).toEqual([]);
    await shot(page, "docs-390");
  },
);

/** A long document has only those parts in the page that are near the window: the next ones, after the last one the first again. */
const scrolled = `(() => {
  const isEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  scrollTo({ top: isEnd ? 0 : scrollY + innerHeight / 2, behavior: "instant" });
  return true;
})()`;

/** Clicks what folds a part of the page until the part is seen; a second click would fold it up again. */
const unfold = (page: Page, control: string, inside: string) =>
  until(async () => {
    if (await page.read(`!!document.querySelector('${inside}')`)) return true;
    const it = `document.querySelector('${control}')`;
    const state = await page.read<string | null>(`${it} && (${it}.dataset.isOpen ?? ${it}.ariaExpanded)`);
    if (state === "false") await page.click(control);
    else await page.read(scrolled);
    return false;
  }, inside);

/** Sends the example of an operation as it stands: status and body of the answer. */
async function executed(page: Page, tag: string, operation: string): Promise<string> {
  const block = `[id^="operations-"][id$="-${operation}"]`;
  await unfold(page, `.opblock-tag[data-tag^="${tag}"]`, block);
  // The operation is complete once it shows what it answers.
  await unfold(page, `${block} .opblock-summary-control`, `${block} .responses-wrapper`);
  await page.click(`${block} .btn.execute`);
  const row = `${block} .live-responses-table tbody`;
  const text = (inner: string) => `document.querySelector('${row} ${inner}').innerText`;
  const answer = await page.until(`${text(".response-col_status")} + ${text(".microlight")}`);
  await shot(page, `docs-${operation}`);
  await page.click(`${block} .opblock-summary-control`);
  return String(answer);
}

type Executed = [tag: string, operation: string];
const selling: Executed[] = [
  ["Accounts", "createAccount"],
  ["Accounts", "listAccounts"],
  ["Items", "createItem"],
  ["Sales", "createSale"],
];
const titles: [title: string, operations: Executed[]][] = [
  ["Backroom API", selling],
  ["ConsignCloud (documented)", selling],
  [
    "Pharus",
    [
      ["Vendors", "createVendor"],
      ["Vendors", "listVendors"],
      ["Vendors", "getVendor"],
    ],
  ],
  [
    "Candle",
    [
      ["Platforms", "getPlatform"],
      ["Products", "listProducts"],
    ],
  ],
  [
    "Mercato (documented)",
    [
      ["Sales", "postSalesOrders"],
      ["Sales", "getSalesOrders"],
      ["Customers", "getCustomersCompanies"],
      ["Catalog", "getCatalogProducts"],
    ],
  ],
];

/** Item and consignor of the examples are the reader's own as soon as there are any. */
test.each(titles)(`/docs: "Execute" works on the examples of %s${without}`, async (title, operations) => {
  if ("missing" in started) return;
  const { key } = await backroom.organization("Reader's shop");
  const page = await openPage(`/docs?urls.primaryName=${encodeURIComponent(title)}`);
  await page.resize(1280);
  await page.until("!!document.querySelector('.auth-wrapper .authorize')");
  await page.click(".auth-wrapper .authorize");
  await page.until("!!document.querySelector('.auth-container input')");
  await page.type(".auth-container input", key);
  await page.click(".auth-btn-wrapper .authorize");
  await page.click(".auth-btn-wrapper .btn-done");
  await page.until("!!document.body.dataset.examples");
  for (const [tag, operation] of operations)
    expect(await executed(page, tag, operation)).toMatch(/^20[01]\b/);
  await page.resize(390);
  expect(await page.read("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
  await shot(page, `docs-390-${title}`);
  expect(page.complaints).toEqual([]);
});
