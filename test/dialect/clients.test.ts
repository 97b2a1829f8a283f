/** A generated client of every document type-checks, and a program over it knows entities by their fields (API-12). */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { generateApi } from "swagger-typescript-api";
import { servedBy } from "../support/served.ts";

const TSC = new URL("../../node_modules/.bin/tsc", import.meta.url).pathname;
const served = servedBy();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "backroom-client-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Writes the client of a document. */
async function generated(address: string): Promise<void> {
  const { files } = await generateApi({
    ...{ fileName: "client.ts", output: false, silent: true, httpClientType: "fetch" },
    spec: JSON.parse(await served(address)),
  });
  await writeFile(join(folder, "client.ts"), files[0]!.fileContent);
}

/** What the compiler says of a program beside the client. */
async function compiled(program: string): Promise<string> {
  await writeFile(join(folder, "program.ts"), program);
  const options = ["--noEmit", "--strict", "--target", "es2023", "--lib", "es2023,dom"];
  const modules = ["--module", "nodenext", "--allowImportingTsExtensions", "--types", ""];
  return promisify(execFile)(TSC, [...options, ...modules, "program.ts"], { cwd: folder }).then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
}

const programs: [address: string, program: string][] = [
  [
    "/api/v1/openapi.json",
    `import { Api, type Item, type Sale } from "./client.ts";
const { items, sales } = new Api();
export async function sell(): Promise<[string, number]> {
  const page = (await items.listItems({ limit: 10, "tag_price": { gte: 1000 } })).data;
  const first: Item = page.data[0]!;
  const open: Sale = (await sales.createSale({ lines: [{ item_id: first.id }] })).data;
  const { data } = await sales.finalizeSale(open.id, { payments: [{ type: "cash", amount: open.total }] });
  return [first.title.toUpperCase(), data.lines[0]!.consignor_portion.valueOf()];
}`,
  ],
  [
    "/circular/openapi.json",
    `import { Api, type Product } from "./client.ts";
const { api } = new Api();
export async function rename(slug: string): Promise<number> {
  const { data } = (await api.listProducts(slug, { take: 10 })).data;
  const first: Product = data[0]!;
  await api.updateProduct(slug, { id: first.id, name: "Coat" });
  return (first.price ?? 0).valueOf();
}`,
  ],
  ...["openapi.json", "openapi.real.json"].map((file): [string, string] => [
    `/consigncloud/api/v1/${file}`,
    `import { Api, type Item } from "./client.ts";
const { items } = new Api();
export async function first(): Promise<string> {
  const page = (await items.listItems({ limit: 10 })).data;
  const item: Item = page.data[0]!;
  return (item.title ?? "").toUpperCase();
}`,
  ]),
  [
    "/pharus/api/openapi.json",
    `import { Api, type Vendor } from "./client.ts";
const { vendors } = new Api();
export async function rename(): Promise<string> {
  const { data } = (await vendors.listVendors({ limit: 10 })).data;
  const first: Vendor = data[0]!;
  await vendors.updateVendor(first.id, { name: "Mill", notes: null });
  return first.name.toUpperCase();
}`,
  ],
  [
    "/candle/v1/openapi.json",
    `import { Api, type Product } from "./client.ts";
const { products } = new Api();
export async function cheaper(): Promise<string> {
  const { data } = await products.listProducts({ limit: 10 });
  const first: Product = data[0]!;
  await products.updateProduct(first.id, { name: first.name, price: 12.5 });
  return (first.name ?? "").toUpperCase();
}`,
  ],
  [
    "/mercato/api/openapi.json",
    `import { Api, type ProductRow } from "./client.ts";
const { catalog } = new Api();
export async function retitle(): Promise<string> {
  const { items: data } = (await catalog.getCatalogProducts({ pageSize: 10 })).data;
  const first: ProductRow = data[0]!;
  await catalog.putCatalogProducts({ id: first.id, title: "Coat", weightValue: null });
  return (first.title ?? "").toUpperCase();
}`,
  ],
];

test.each(programs)("%s", async (address, program) => {
  await generated(address);
  expect(await compiled(program)).toBe("");
  // A field that entities do not have is a mistake.
  const first = /\w+\.data\[0\]!|data\[0\]!/.exec(program)![0];
  expect(await compiled(program.replace("return ", `void ${first}.no_such_field; return `))).toContain(
    "no_such_field",
  );
});
