/** A shop moves from a service that speaks ConsignCloud's API: what its key may read comes in as from its files. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json } from "../support/backroom.ts";
import { clientOf } from "../support/backroom.ts";
import { commandLine } from "../support/command-line.ts";
import { TEST_KEY } from "../support/key.ts";
import { pictureNamed } from "../support/picture-server.ts";
import { uploadPicture } from "../support/pictures.ts";
import { startWhole } from "../support/processes.ts";

let whole: Awaited<ReturnType<typeof startWhole>>;
let api: string;
let env: Record<string, string>;
beforeAll(async () => {
  whole = await startWhole();
  api = `${whole.url}/consigncloud/api/v1`;
  env = { MONGO_URL: process.env.TEST_MONGO_URL!, NAMESPACE: whole.namespace, SECRET_KEY: TEST_KEY };
  await fillSource();
});
afterAll(() => whole.stop());

const { cli, command } = commandLine(() => env);

const COATS = 104;

/** More than one page of pieces, and one that is sold. */
async function fillSource(): Promise<void> {
  const { ok } = whole.owner;
  const store = (await ok.post("/stores", { name: "Old shop" })).id;
  const ada = await ok.post("/accounts", {
    ...{ number: "000042", first_name: "Ada", last_name: "Lind", email: "ada@old.example" },
    ...{ is_vendor: true, default_split: 600_000 },
  });
  const coats = (await ok.post("/categories", { name: "Coats" })).id;
  const brand = (await ok.post("/brands", { name: "Northwind" })).id;
  const coat = { tag_price: 12_050, inventory_type: "consignment", account_id: ada.id, category_id: coats };
  for (let i = 0; i < COATS; i++)
    await ok.post("/items", {
      ...coat,
      title: `Coat ${i}`,
      sku: `OLD_${i}`,
      brand_id: brand,
      split: 550_000,
    });
  const gone = await ok.post("/items", { ...coat, title: "Sold coat", store_id: store });
  const lines = [{ item_id: gone.id, quantity: 1 }];
  await ok.post("/sales/ring-up", { store_id: store, lines, payments: [{ type: "cash", amount: 12_050 }] });
  const mug = await ok.post("/items", {
    title: "=Mug",
    tag_price: 900,
    inventory_type: "retail",
    quantity: 3,
    cost_per: 400,
  });
  await uploadPicture(
    { url: whole.url, key: whole.owner.key },
    `/items/${mug.id}/pictures`,
    await pictureNamed("mug"),
  );
}

/** A new organization with its owner, and the key of the old one. */
async function mover(name: string, profile: string) {
  const made = await command([
    "create-organization",
    "--name",
    name,
    "--owner-email",
    `${profile}@new.example`,
  ]);
  const [{ organization, key }] = made as [Json];
  const old = (await whole.owner.ok.get("/organizations")).data[0].slug;
  const access = ["--access", "read_only", ...(profile === "real" ? ["--profile", "real"] : [])];
  const [reading] = await command(["create-key", "--organization", old, "--name", "Move", ...access]);
  return { organization, shop: clientOf(whole.url, key), secret: { IMPORT_API_KEY: reading.key } };
}

test.each(["documented", "real"])("of the %s service", async (profile) => {
  const { organization, shop, secret } = await mover(`New ${profile}`, profile);
  const from = (kind: string, ...more: string[]) =>
    command(["import", kind, "--from", api, "--organization", organization, ...more], secret);
  const [checked] = await from("consigncloud_accounts");
  expect(checked).toMatchObject({ status: "checked", new_count: 1, refused_count: 0 });
  await from("consigncloud_accounts", "--run");
  const told = await from("consigncloud_items", "--run");
  const [found, done] = told.filter(({ status }) => status);
  expect(found.pictures_count).toBe(1);
  // Its address is tried: on this machine, so it is refused.
  const [{ picture_failed }] = told.filter((each) => each.picture_failed) as [Json];
  expect(picture_failed).toMatchObject({
    code: "refused_address",
    address: expect.stringMatching(whole.url),
  });
  expect(done).toMatchObject({ created_count: COATS + 1, created_accounts_count: 0, refused_count: 0 });
  const [again] = (await from("consigncloud_items", "--run")).filter(({ status }) => status === "done");
  expect(again).toMatchObject({ created_count: 0, known_count: COATS + 1 });
  const accounts = (await shop.ok.get("/accounts")).data;
  expect(accounts).toMatchObject([{ number: "000042", last_name: "Lind", default_split: 600_000 }]);
  const [coat] = (await shop.ok.get("/items?sku=OLD_7")).data;
  expect(coat).toMatchObject({ title: "Coat 7", tag_price: 12_050, split: 550_000, status: "active" });
  expect(coat.account_id).toBe(accounts[0].id);
  expect((await shop.ok.get(`/categories/${coat.category_id}`)).name).toBe("Coats");
  const [mug] = (await shop.ok.get("/items?inventory_type=retail")).data;
  expect(mug).toMatchObject({ title: "=Mug", quantity: 3, cost_per: 400, tag_price: 900 });
});

/** The source behind a server that breaks off its first answer to each address. */
async function startBreaking() {
  const broken = new Set<string>();
  const server = createServer(async (request, response) => {
    const { url = "", headers } = request;
    const answer = await fetch(whole.url + url, { headers: { authorization: headers.authorization! } });
    const bytes = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, { "content-type": "application/json", "content-length": bytes.length });
    if (broken.has(url)) return response.end(bytes);
    broken.add(url);
    response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/consigncloud/api/v1`, broken, stop: () => server.close() };
}

test("an answer that breaks off is asked for again", async () => {
  const { organization, shop, secret } = await mover("Broken", "documented3");
  const source = await startBreaking();
  const args = ["import", "consigncloud_accounts", "--from", source.url, "--organization", organization];
  const [, done] = await command([...args, "--run"], secret);
  source.stop();
  expect(source.broken.size).toBe(1);
  expect(done).toMatchObject({ status: "done", created_count: 1 });
  expect((await shop.ok.get("/accounts")).data).toHaveLength(1);
});

test("what cannot be read is refused in a sentence, and nothing comes in", async () => {
  const { organization, shop } = await mover("Nothing", "documented2");
  const refused = async (args: string[], more: Record<string, string>) => {
    const { code, errors } = await cli(["import", ...args, "--organization", organization], more);
    expect(code).toBe(1);
    return errors.trim();
  };
  const items = ["consigncloud_items", "--from", api, "--run"];
  expect(await refused(items, {})).toMatch(/^IMPORT_API_KEY must be a key/);
  expect(await refused(items, { IMPORT_API_KEY: "wrong" })).toMatch(/accounts answers with status 401\./);
  const elsewhere = (path: string) =>
    refused(["consigncloud_accounts", "--from", whole.url + path, "--run"], { IMPORT_API_KEY: "wrong" });
  expect(await elsewhere("/health/live")).toMatch(/answers with status 404\./);
  // A page for people.
  expect(await elsewhere("/docs?")).toMatch(/does not answer as ConsignCloud does: 'data' is no list\.$/);
  expect(await refused(["shopify", "--from", api], { IMPORT_API_KEY: "wrong" })).toBe(
    "Only consigncloud_items and consigncloud_accounts can be read from an API.",
  );
  expect(await refused(["items"], {})).toMatch(/^import needs KIND, FILE or --from URL/);
  expect((await shop.ok.get("/items")).data).toEqual([]);
});
