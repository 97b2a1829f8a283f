/** Reads the items and accounts of a service that speaks ConsignCloud's API, as CSV files that its importers read. */
import { ConstantBackoff, handleType, retry } from "cockatiel";
import { MOST_IMPORT_BYTES } from "../../services/inventory/public.ts";
import { csvLines } from "../../shared/csv/write-csv.ts";
import { formatDecimal } from "../../shared/money.ts";
import { sentence } from "./with-services.ts";

/** `url` ends in /api/v1. */
export type ConsignCloudApi = { url: string; key: string };
export type ImportedFile = { name: string; bytes: Buffer };

// biome-ignore lint/suspicious/noExplicitAny: another system's rows are read field by field.
type Row = Record<string, any>;
/** A row as text, by the headers of the importers. */
type Texts = Record<string, string>;

const PAGE = 100;
/** Of one file. */
const MOST_ROWS = 2000;
const MOST_BYTES = MOST_IMPORT_BYTES / 2;
const TIMEOUT_MS = 30_000;

/** An answer that may be another one later. */
class Busy extends Error {}
/** The limit of ConsignCloud lets ten requests a second through. */
const patient = retry(handleType(Busy), { maxAttempts: 20, backoff: new ConstantBackoff(1000) });

/** What a list shows only when it is asked for. */
const shownIn: { readonly [path: string]: readonly [string, string][] } = {
  items: [
    ...["images", "quantity", "tags"].map((word): [string, string] => ["include", word]),
    ["expand", "images"],
  ],
};

/** The connection broke, before the answer or within it. */
const broken = (url: string) => (error: Error) => {
  throw new Busy(`${url} does not answer: ${(error.cause as Error | undefined)?.message ?? error.message}`);
};

async function pageOf({ url, key }: ConsignCloudApi, path: string, cursor: string | null): Promise<Row> {
  const query = new URLSearchParams({ limit: String(PAGE), ...(cursor ? { cursor } : {}) });
  for (const [name, word] of shownIn[path] ?? []) query.append(name, word);
  const answer = await fetch(`${url}/${path}?${query}`, {
    headers: { authorization: `Bearer ${key}`, accept: "application/json" },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(broken(url));
  const told = `${url}/${path} answers with status ${answer.status}.`;
  if (answer.status === 429 || answer.status >= 500) throw new Busy(told);
  const text = await answer.text().catch(broken(url));
  if (!answer.ok) throw sentence(`${told} ${text.slice(0, 300)}`);
  const page = parsed(text);
  if (!Array.isArray(page?.data))
    throw sentence(`${url}/${path} does not answer as ConsignCloud does: 'data' is no list.`);
  return page;
}

function parsed(text: string): Row | null {
  try {
    return JSON.parse(text) as Row | null;
  } catch {
    return null;
  }
}

const patientPage = (api: ConsignCloudApi, path: string, cursor: string | null): Promise<Row> =>
  patient
    .execute(() => pageOf(api, path, cursor))
    .catch((error) => {
      throw error instanceof Busy ? sentence(error.message) : error;
    });

async function* rowsOf(api: ConsignCloudApi, path: string): AsyncGenerator<Row> {
  let cursor: string | null = null;
  do {
    const page: Row = await patientPage(api, path, cursor);
    yield* page.data as Row[];
    cursor = page.next_cursor ?? null;
  } while (cursor);
}

const textOf = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(textOf).join(", ")
    : value === null || value === undefined
      ? ""
      : String(value);

const nameOf = ({ first_name, last_name, company }: Row): string =>
  [first_name, last_name].map(textOf).filter(Boolean).join(" ") || textOf(company);

const accountOf = (row: Row): Texts => ({
  ...{ Id: textOf(row.id), Number: textOf(row.number), Company: textOf(row.company) },
  ...{ "First name": textOf(row.first_name), "Last name": textOf(row.last_name) },
  ...{ Email: textOf(row.email), Phone: textOf(row.phone_number ?? row.phone) },
  ...{ "Default split": textOf(row.default_split), Tags: textOf(row.tags) },
});

/** What items name by an id, or show in its place. */
type Known = { accounts: Map<string, Row>; categories: Map<string, Row> };

const shownBy = (value: unknown, known: ReadonlyMap<string, Row>): Row =>
  (typeof value === "object" ? (value as Row | null) : known.get(String(value))) ?? {};

/** The units for sale: its status is a word, or in newer versions the number of units by status. */
function forSale({ status, quantity }: Row): number {
  if (typeof status === "object") return Number(status?.active ?? 0);
  return status === "available" || status === "active" ? Number(quantity ?? 1) : 0;
}

/** Of pictures, which older versions name by their addresses alone. */
const addressesOf = (images: unknown): string =>
  (Array.isArray(images) ? images : [])
    .map((each: Row | string) => textOf(typeof each === "string" ? each : each?.url))
    .join(" ");

function itemOf(row: Row, { accounts, categories }: Known, currency: string): Texts {
  const account = shownBy(row.account, accounts);
  const amount = (value: unknown) => (typeof value === "number" ? formatDecimal(value, currency) : "");
  const name = (value: unknown) => textOf(typeof value === "object" ? (value as Row | null)?.name : value);
  return {
    ...{ Id: textOf(row.id), SKU: textOf(row.sku), Title: textOf(row.title), Status: "Active" },
    ...{ Description: textOf(row.description), Details: textOf(row.details) },
    ...{ "Tag price": amount(row.tag_price), Cost: amount(row.cost_per), Quantity: String(forSale(row)) },
    ...{ Split: textOf(row.split), "Inventory type": textOf(row.inventory_type).replaceAll("_", " ") },
    ...{ Brand: name(row.brand), Color: name(row.color), Size: name(row.size), Tags: textOf(row.tags) },
    ...{ Category: name(shownBy(row.category, categories)), Account: nameOf(account) },
    ...{ "Account number": textOf(account.number), "Account email": textOf(account.email) },
    "Account phone": textOf(account.phone_number ?? account.phone),
    Images: addressesOf(row.images),
  };
}

async function byId(api: ConsignCloudApi, path: string): Promise<Map<string, Row>> {
  const found = new Map<string, Row>();
  for await (const row of rowsOf(api, path)) found.set(String(row.id), row);
  return found;
}

async function* itemsIn(api: ConsignCloudApi, currency: string): AsyncGenerator<Texts> {
  const known = { accounts: await byId(api, "accounts"), categories: await byId(api, "item-categories") };
  // Sold and returned pieces are no stock.
  for await (const row of rowsOf(api, "items")) if (forSale(row) > 0) yield itemOf(row, known, currency);
}

async function* accountsIn(api: ConsignCloudApi): AsyncGenerator<Texts> {
  for await (const row of rowsOf(api, "accounts")) yield accountOf(row);
}

const kinds = { consigncloud_items: itemsIn, consigncloud_accounts: accountsIn } as const;

export const readKinds = Object.keys(kinds);

/** Throws a sentence when the service cannot be read. */
export async function* filesFrom(
  api: ConsignCloudApi,
  kind: string,
  currency: string,
): AsyncGenerator<ImportedFile> {
  const read = kinds[kind as keyof typeof kinds];
  if (!read) throw sentence(`Only ${readKinds.join(" and ")} can be read from an API.`);
  let part: Texts[] = [];
  let bytes = 0;
  const file = (): ImportedFile => {
    const headers = Object.keys(part[0]!);
    const lines = [headers, ...part.map((row) => headers.map((header) => row[header]!))];
    part = [];
    bytes = 0;
    return { name: `${kind}.csv`, bytes: Buffer.from(csvLines(lines)) };
  };
  for await (const row of read(api, currency)) {
    bytes += Buffer.byteLength(Object.values(row).join());
    if (part.push(row) === MOST_ROWS || bytes > MOST_BYTES) yield file();
  }
  if (part.length) yield file();
}
